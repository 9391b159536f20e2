import Formats
import StageKit

/// The JSON Schema of pipelines, for editors of YAML: made from the declarations of stages, so that ids, inputs and parameters
/// are completed and checked.
///
/// It says what holds of each place by itself. What is wired to what, and files, `songboard lint` checks.
public struct PipelineSchema {
  private static let word = "[A-Za-z0-9_-]+"

  private let stages: [StageKind]

  /// The schema of pipelines of some stages.
  public init(_ stages: [StageKind]) {
    self.stages = stages
  }

  /// The schema.
  public var json: JSON {
    .schema(
      named: "pipeline",
      "A pipeline: stages by name, each with what it takes and its parameters. `songboard lint` checks what a schema cannot.",
      of: [
        ("type", .string("object")), ("required", .array(["version", "stages"].map { .string($0) })),
        ("additionalProperties", .bool(false)),
        (
          "properties",
          .object([
            ("version", .schema(of: .words([PipelineFile.version]), "The version of the form.")),
            ("plugins", .schema(of: .list(.path), "Plugins from outside: programs, or folders of them.")),
            ("source", .schema(of: .record(SourceReader.fields), "Where the tracks come from.")),
            (
              "stages",
              .object([
                ("description", .string("The stages by name.")), ("type", .string("object")),
                ("propertyNames", .object([("pattern", .string(StageEntry.names))])),
                ("additionalProperties", Self.reference("stage")),
              ])
            ),
          ])
        ),
        // A pipeline that names plugins has stages that nobody knows before these are asked.
        (
          "if",
          .object([
            ("required", .array([.string("plugins")])),
            ("properties", .object([("plugins", .object([("minItems", .integer(1))]))])),
          ])
        ),
        ("else", Self.stages(Self.reference("known"))),
        ("$defs", .object([("known", known), ("stage", stage)] + stages.map { (Self.name($0), definition($0)) })),
      ])
  }

  /// The ids that there are; each output of a Vamp plugin is a stage.
  private var known: JSON {
    .object([("properties", .object([("use", .object([("anyOf", .array(ids + [Self.vamp]))]))]))])
  }

  private static let vamp = JSON.object([
    ("type", .string("string")), ("pattern", .string("^vamp(:[A-Za-z0-9_-]+){3}$")),
  ])

  private var ids: [JSON] {
    stages.map { .object([("const", .string($0.declaration.id)), ("description", .string($0.declaration.doc))]) }
  }

  /// What holds of any stage, and then of that whose id is there.
  private var stage: JSON {
    .object([
      ("type", .string("object")), ("required", .array([.string("use")])), ("additionalProperties", .bool(false)),
      (
        "properties",
        .object([
          (
            "use",
            .object([
              ("description", .string("What the stage does: an id that `songboard list` prints.")),
              ("anyOf", .array(ids + [.object([("type", .string("string"))])])),
            ])
          ),
          ("with", .object([("description", .string("Parameters with their values.")), ("type", .string("object"))])),
          (
            "in",
            .object([("description", .string("Inputs, and the stages that feed them.")), ("type", .string("object"))])
          ),
          ("to", .schema(of: .path, "Where its document goes, such as {track}.{stage}.{extension}.")),
        ])
      ),
      (
        "allOf",
        .array(
          stages.map { stage in
            let id = JSON.object([("use", .object([("const", .string(stage.declaration.id))]))])
            return .object([
              ("if", .object([("required", .array([.string("use")])), ("properties", id)])),
              ("then", Self.reference(Self.name(stage))),
            ])
          })
      ),
    ])
  }

  /// What holds of a stage of one id.
  private func definition(_ stage: StageKind) -> JSON {
    let declaration = stage.declaration
    let parameters = (declaration.basic.map { ($0, "") } + declaration.advanced.map { ($0, " (advanced)") })
      .map { parameter, tier in (key: parameter.name, value: Self.schema(of: parameter, tier)) }
    let inputs = declaration.inputs.map { ($0.name, Self.schema(of: $0)) }
    let hasDocument = declaration.outputs.contains { $0.kind == .document }
    return .object([
      ("description", .string(declaration.doc)),
      (
        "properties",
        .object(
          [("with", Self.closed(parameters)), ("in", Self.closed(inputs))] + (hasDocument ? [] : [("to", .bool(false))])
        )
      ),
    ])
  }

  private static func schema(of parameter: any AnyParameter, _ tier: String) -> JSON {
    let suffixes = parameter.unit.map {
      " In \($0.rawValue); suffixes: \($0.suffixes.map(\.suffix).joined(separator: ", "))."
    }
    return .schema(
      of: parameter.form, parameter.doc + tier + (suffixes ?? ""), default: standard(of: parameter.defaultText))
  }

  /// A default as YAML would have it; `nil` for lists and mappings.
  private static func standard(of text: String) -> JSON? {
    text.hasPrefix("[") || text.hasPrefix("{") && text.contains(":") ? nil : .scalar(text)
  }

  /// `stage`, `stage.port`, or a list of these.
  private static func schema(of input: any AnyInput) -> JSON {
    let none = input.isRequired ? "(?!none$)" : ""
    let one = WrittenForm.text(pattern: "^\(none)\(word)(\\.\(word))?$")
    let kind = input.type.name + (input.isRequired ? "" : ", optional") + (input.isList ? ", one or more" : "")
    return .schema(of: input.isList ? .list(one, count: 1...Int.max) : one, "\(input.doc) (\(kind))")
  }

  private static func closed(_ properties: [(key: String, value: JSON)]) -> JSON {
    .object([
      ("type", .string("object")), ("properties", .object(properties)), ("additionalProperties", .bool(false)),
    ])
  }

  private static func stages(_ schema: JSON) -> JSON {
    .object([
      (
        "properties", .object([("stages", .object([("additionalProperties", schema)]))])
      )
    ])
  }

  private static func reference(_ name: String) -> JSON { .object([("$ref", .string("#/$defs/\(name)"))]) }

  private static func name(_ stage: StageKind) -> String { "stage.\(stage.declaration.id)" }
}
