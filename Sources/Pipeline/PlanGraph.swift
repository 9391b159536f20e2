import StageKit

/// A plan as a picture: who gives what to whom.
public struct PlanGraph: Sendable {
  private let plan: Plan

  /// The picture of a plan.
  public init(_ plan: Plan) {
    self.plan = plan
  }

  /// An indented list: each stage after those it takes from, with its inputs, and the formats and documents it gives.
  public var text: String {
    let formats = Dictionary(plan.source.formats.map { ($0.port.port, $0.format) }) { first, _ in first }
    var lines = ["source"]
    lines += plan.source.outputs.map { output in
      "  gives \(output.name): \(formats[output.name]?.description ?? output.kind.rawValue)"
    }
    for stage in plan.stages {
      lines.append("\(stage.name) (\(stage.declaration.id), \(stage.granularity))")
      for input in stage.declaration.inputs {
        for wire in stage.inputs[input.name] ?? [] { lines.append("  \(input.name) <- \(wire.from)") }
      }
      for output in stage.outputs {
        lines.append("  gives \(output.name): \(Self.gift(output, of: stage))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The graph in the language of Graphviz: boxes are stages, notes are documents, edges bear the input's name.
  public var dot: String {
    var lines = ["digraph \(Self.quoted(plan.file)) {", "  rankdir=LR;", "  node [shape=box];"]
    let source = Self.quoted(PortReference.source)
    lines.append("  \(source) [shape=ellipse];")
    for stage in plan.stages {
      let name = Self.quoted(stage.name)
      lines.append("  \(name) [label=\(Self.quoted("\(stage.name)\n\(stage.declaration.id), \(stage.granularity)"))];")
      for input in stage.declaration.inputs {
        for wire in stage.inputs[input.name] ?? [] {
          lines.append("  \(Self.quoted(wire.from.stage)) -> \(name) [label=\(Self.quoted(input.name))];")
        }
      }
      for output in stage.outputs {
        guard let document = stage.documents[output.name] else { continue }
        // A slash keeps the document's name apart from all stages'.
        let node = Self.quoted("\(stage.name)/\(output.name)")
        lines.append("  \(node) [shape=note, label=\(Self.quoted(document))];")
        lines.append("  \(name) -> \(node);")
      }
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private static func gift(_ output: any AnyOutput, of stage: PlannedStage) -> String {
    stage.documents[output.name] ?? stage.outputFormats[named: output.name].first?.description ?? output.kind.rawValue
  }

  /// A DOT string: quotes and backslashes escaped, line breaks as `\n`.
  private static func quoted(_ text: String) -> String {
    "\"\(text.replacingScalars(["\\": "\\\\", "\"": "\\\"", "\n": "\\n"]))\""
  }
}
