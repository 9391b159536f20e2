import StageKit

/// A stage's declaration as text for people.
enum StageText {
  /// Each stage's id, granularity and sentence.
  ///
  /// - Parameter columns: How many characters a line may have; `nil` for a line to a stage, whatever its length.
  static func list(_ stages: [StageKind], columns: Int? = nil) -> String {
    let rows = stages.map { [$0.declaration.id, sees($0), $0.declaration.doc] }
    return TextTable(rows: rows, columns: columns).text
  }

  /// The table of stages for the manual.
  static func markdown(_ stages: [StageKind]) -> String {
    var lines = ["| stage | sees | takes | gives | what it does |", "|---|---|---|---|---|"]
    for stage in stages {
      let declaration = stage.declaration
      let inputs = declaration.inputs.map { "\($0.name)\($0.isRequired ? "" : "?")" }.joined(separator: ", ")
      let outputs = declaration.outputs.map { $0.fileExtension.map { ".\($0)" } ?? $0.name }.joined(separator: ", ")
      lines.append("| `\(declaration.id)` | \(sees(stage)) | \(inputs) | \(outputs) | \(declaration.doc) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// All of one stage's declaration, the basic parameters before the advanced.
  ///
  /// - Parameter columns: How many characters a line may have.
  static func describe(_ stage: StageKind, columns: Int) -> String {
    let declaration = stage.declaration
    var head = [
      "\(declaration.id) (\(sees(stage)) stage, revision \(declaration.revision))", declaration.doc,
      "Source: \(declaration.source)",
    ]
    if let origin = declaration.origin {
      let licence = origin.licence.isEmpty ? "" : ", licence \(origin.licence)"
      head.append("Plugin: \([origin.plugin, origin.version].filter { !$0.isEmpty }.joined(separator: " "))\(licence)")
    }
    if !declaration.isDeterministic { head.append("The same inputs may give other bytes.") }
    var text = head.flatMap { $0.wrapped(to: columns) }.joined(separator: "\n") + "\n"
    for (heading, ports) in [("Inputs", inputs(of: declaration)), ("Outputs", outputs(of: declaration))]
    where !ports.isEmpty {
      text += "\n\(heading)\n\(TextTable(rows: ports, columns: columns).text)"
    }
    // One width for the names of all, so that both tables are one to the eye.
    let widest = declaration.parameters.map(\.name.count).max() ?? 0
    for (heading, parameters) in [("Parameters", declaration.basic), ("Advanced parameters", declaration.advanced)]
    where !parameters.isEmpty {
      let rows = parameters.flatMap { self.rows(of: $0, widest: widest) }
      text += "\n\(heading)\n\(TextTable(rows: rows, columns: columns).text)"
    }
    return text
  }

  private static func inputs(of declaration: StageDeclaration) -> [[String]] {
    let alternatives = declaration.alternatives.map(\.name)
    let choice =
      (declaration.takesSeveralAlternatives ? "at least one of " : "one of ") + alternatives.joined(separator: ", ")
    return declaration.inputs.map { input in
      let need = alternatives.contains(input.name) ? " (\(choice))" : " (optional)"
      let note = (input.isRequired ? "" : need) + (input.isList ? " (one or more)" : "")
      return ["  " + input.name, input.type.name, input.doc + note]
    }
  }

  private static func outputs(of declaration: StageDeclaration) -> [[String]] {
    declaration.outputs.map { output in
      ["  " + output.name, output.fileExtension.map { ".\($0)" } ?? output.type.name, output.doc]
    }
  }

  /// A parameter's sentence, and below it what it may be.
  private static func rows(of parameter: any AnyParameter, widest: Int) -> [[String]] {
    let facts = [kind(of: parameter), "default \(parameter.defaultText)"].joined(separator: "; ")
    let name = "  " + parameter.name + String(repeating: " ", count: widest - parameter.name.count)
    return [[name, parameter.doc], ["", facts]]
  }

  /// What a stage sees at once: a stage that learns sees the corpus, and then track by track.
  private static func sees(_ stage: StageKind) -> String {
    stage.granularity == .learner ? "corpus, track" : stage.granularity.rawValue
  }

  /// The words that a parameter may be, or its type with the numbers allowed.
  private static func kind(of parameter: any AnyParameter) -> String {
    if !parameter.choices.isEmpty { return parameter.choices.joined(separator: " | ") }
    let unit = parameter.unit.map { " \($0.rawValue)" } ?? ""
    guard let range = parameter.range else { return parameter.typeName + unit }
    return "\(parameter.typeName), \(range.words)\(unit)"
  }
}
