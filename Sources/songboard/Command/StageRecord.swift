import StageKit

/// A stage's declaration as JSON: what `list --json` and `describe --json` print.
struct StageRecord: Encodable {
  struct Port: Encodable {
    let name: String
    let kind: String
    let type: String
    let doc: String
    let required: Bool?
    let list: Bool?
    let fileExtension: String?
  }

  struct Parameter: Encodable {
    let name: String
    let type: String
    let `default`: String
    let unit: String?
    let minimum: Double?
    let maximum: Double?
    let choices: [String]?
    let tier: String
    let doc: String
  }

  let id: String
  let revision: Int
  let granularity: String
  let doc: String
  let source: String
  let inputs: [Port]
  /// The inputs of which exactly one is wired.
  let oneOf: [String]?
  /// The inputs of which at least one is wired.
  let anyOf: [String]?
  let outputs: [Port]
  let parameters: [Parameter]
  /// The plugin from outside, its version and licence; absent for a stage that is built in.
  let plugin: String?
  let version: String?
  let licence: String?
  let deterministic: Bool
  let opensFile: Bool

  init(_ stage: StageKind) {
    let declaration = stage.declaration
    id = declaration.id
    revision = declaration.revision
    granularity = stage.granularity.rawValue
    doc = declaration.doc
    source = declaration.source
    plugin = declaration.origin?.plugin
    version = declaration.origin?.version
    licence = declaration.origin?.licence
    deterministic = declaration.isDeterministic
    opensFile = declaration.opensFile
    inputs = declaration.inputs.map {
      Port(
        name: $0.name, kind: $0.kind.rawValue, type: $0.type.name, doc: $0.doc, required: $0.isRequired,
        list: $0.isList, fileExtension: nil
      )
    }
    let alternatives = declaration.alternatives.isEmpty ? nil : declaration.alternatives.map(\.name)
    oneOf = declaration.takesSeveralAlternatives ? nil : alternatives
    anyOf = declaration.takesSeveralAlternatives ? alternatives : nil
    outputs = declaration.outputs.map {
      Port(
        name: $0.name, kind: $0.kind.rawValue, type: $0.type.name, doc: $0.doc, required: nil, list: nil,
        fileExtension: $0.fileExtension)
    }
    parameters =
      declaration.basic.map { Self.record(of: $0, "basic") }
      + declaration.advanced.map { Self.record(of: $0, "advanced") }
  }

  private static func record(of parameter: any AnyParameter, _ tier: String) -> Parameter {
    Parameter(
      name: parameter.name, type: parameter.typeName, default: parameter.defaultText, unit: parameter.unit?.rawValue,
      minimum: end(parameter.range?.lowerBound), maximum: end(parameter.range?.upperBound),
      choices: parameter.choices.isEmpty ? nil : parameter.choices, tier: tier, doc: parameter.doc)
  }

  /// The end of a range; `nil` if it is open.
  private static func end(_ number: Double?) -> Double? { number.flatMap { $0.isFinite ? $0 : nil } }
}
