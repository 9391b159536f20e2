import StageKit

/// A stage's declaration as text for people.
enum StageText {
  /// One line for each stage: id, granularity, sentence.
  static func list(_ stages: [StageKind]) -> String {
    TextTable(
      rows: stages.map { stage in
        [stage.declaration.id, sees(stage), stage.declaration.doc]
      }
    ).text
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

  /// All of one stage's declaration.
  static func describe(_ stage: StageKind) -> String {
    let declaration = stage.declaration
    var text = """
      \(declaration.id) (\(sees(stage)) stage, revision \(declaration.revision))
      \(declaration.doc)
      Source: \(declaration.source)

      """
    if let origin = declaration.origin {
      text += "Plugin: \([origin.plugin, origin.version].filter { !$0.isEmpty }.joined(separator: " "))"
      text += origin.licence.isEmpty ? "\n" : ", licence \(origin.licence)\n"
    }
    if !declaration.isDeterministic { text += "The same inputs may give other bytes.\n" }
    let alternatives = declaration.alternatives.map(\.name)
    let choice =
      (declaration.takesSeveralAlternatives ? "at least one of " : "one of ") + alternatives.joined(separator: ", ")
    let inputs = declaration.inputs.map { input in
      let need = alternatives.contains(input.name) ? " (\(choice))" : " (optional)"
      let note = (input.isRequired ? "" : need) + (input.isList ? " (one or more)" : "")
      return ["  " + input.name, input.type.name, input.doc + note]
    }
    let outputs = declaration.outputs.map { output in
      ["  " + output.name, output.fileExtension.map { ".\($0)" } ?? output.type.name, output.doc]
    }
    let parameters = declaration.parameters.map { parameter in
      ["  " + parameter.name, parameter.typeName, parameter.defaultText, limits(of: parameter), parameter.doc]
    }
    for (heading, rows) in [("Inputs", inputs), ("Outputs", outputs), ("Parameters", parameters)] where !rows.isEmpty {
      text += "\n\(heading)\n\(TextTable(rows: rows).text)"
    }
    return text
  }

  /// What a stage sees at once: a stage that learns sees the corpus, and then track by track.
  private static func sees(_ stage: StageKind) -> String {
    stage.granularity == .learner ? "corpus, track" : stage.granularity.rawValue
  }

  private static func limits(of parameter: any AnyParameter) -> String {
    if !parameter.choices.isEmpty { return parameter.choices.joined(separator: " | ") }
    guard let range = parameter.range else { return "" }
    let ends = [range.lowerBound, range.upperBound].map { $0.isFinite ? $0.text : "" }
    return "\(ends[0]) ... \(ends[1])"
  }
}
