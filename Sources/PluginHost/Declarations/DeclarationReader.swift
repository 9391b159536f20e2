import Formats
import StageKit

/// Reads what a program prints of its stages.
struct DeclarationReader {
  private let program: PluginProgram

  init(_ program: PluginProgram) {
    self.program = program
  }

  /// A stage as it is declared.
  struct Stage {
    let declaration: StageDeclaration
    let granularity: Granularity
  }

  /// The stages of an answer to `describe`: the whole of it, a list of stages, or one stage.
  ///
  /// - Throws: ``Failure`` that names the plugin and the stage.
  func stages(in bytes: [UInt8]) throws(Failure) -> [Stage] {
    let root: JSONNode
    do throws(ReadingError) { root = try JSONReader.read(bytes) } catch {
      throw fault("`describe` prints what is not JSON: line \(error.mark.line): \(error.message)")
    }
    if let version = root["protocol"], version.integer != PluginProgram.protocolVersion {
      throw fault(
        "it speaks version \(version.noun) of the protocol; this program speaks \(PluginProgram.protocolVersion)")
    }
    let nodes = root["stages"]?.elements ?? root.elements ?? [root]
    let text = { (key: String) in root[key]?.text ?? "" }
    let origin = StageOrigin(
      plugin: program.name, version: program.version.isEmpty ? text("version") : program.version,
      licence: program.licence.isEmpty ? text("licence") : program.licence, fingerprint: program.fingerprint)
    var stages: [Stage] = []
    for node in nodes { stages.append(try stage(node, of: origin)) }
    guard !stages.isEmpty else { throw fault("`describe` prints no stage") }
    return stages
  }

  private func stage(_ node: JSONNode, of origin: StageOrigin) throws(Failure) -> Stage {
    let id = try text("id", of: node, in: "a stage")
    let owner = "the stage '\(id)'"
    guard let granularity = Granularity(rawValue: try text("granularity", of: node, in: owner)) else {
      throw fault("\(owner): `granularity` is frame, track, corpus or learner")
    }
    var inputs: [OutsideInput] = []
    for port in node["inputs"]?.elements ?? [] { inputs.append(try input(port, of: owner)) }
    var outputs: [OutsideOutput] = []
    for port in node["outputs"]?.elements ?? [] { outputs.append(try output(port, of: owner)) }
    var parameters: [any AnyParameter] = []
    for parameter in node["parameters"]?.elements ?? [] { parameters.append(try self.parameter(parameter, of: owner)) }
    let declaration = StageDeclaration(
      id: id, revision: node["revision"]?.integer ?? 1, opensFile: node["opensFile"]?.bool ?? false,
      doc: try text("doc", of: node, in: owner),
      source: node["source"]?.text ?? "the plugin '\(program.name)'", inputs: inputs,
      oneOf: try alternatives("oneOf", of: node, among: inputs, in: owner),
      anyOf: try alternatives("anyOf", of: node, among: inputs, in: owner), outputs: outputs, parameters: parameters,
      origin: origin, isDeterministic: node["deterministic"]?.bool ?? true)
    if let wrong = (declaration.faults + declaration.faults(as: granularity)).first { throw fault(wrong) }
    return Stage(declaration: declaration, granularity: granularity)
  }

  private func input(_ node: JSONNode, of owner: String) throws(Failure) -> OutsideInput {
    let (name, kind, doc) = try port(node, of: owner)
    return OutsideInput(
      name: name, doc: doc, type: .outside(kind, named: node["type"]?.text),
      isRequired: node["required"]?.bool ?? true, isList: node["list"]?.bool ?? false)
  }

  private func output(_ node: JSONNode, of owner: String) throws(Failure) -> OutsideOutput {
    let (name, kind, doc) = try port(node, of: owner)
    return OutsideOutput(
      name: name, doc: doc, type: .outside(kind, named: node["type"]?.text),
      fileExtension: node["fileExtension"]?.text, allowsNaN: node["nan"]?.bool ?? false)
  }

  private func port(
    _ node: JSONNode, of owner: String
  ) throws(Failure) -> (name: String, kind: PortKind, doc: String) {
    let name = try text("name", of: node, in: "a port of \(owner)")
    let word = try text("kind", of: node, in: "the port '\(name)' of \(owner)")
    guard let kind = PortKind(rawValue: word) else {
      let known = PortKind.allCases.map(\.rawValue)
      throw fault("the port '\(name)' of \(owner): \(Spelling.unknown("kind", word, among: known))")
    }
    return (name, kind, try text("doc", of: node, in: "the port '\(name)' of \(owner)"))
  }

  private func alternatives(
    _ key: String, of node: JSONNode, among inputs: [OutsideInput], in owner: String
  ) throws(Failure) -> [OutsideInput] {
    var found: [OutsideInput] = []
    for name in node[key]?.texts ?? [] {
      guard let input = inputs.first(where: { $0.name == name }) else {
        throw fault("\(owner): `\(key)` names '\(name)', which is no input")
      }
      found.append(input)
    }
    return found
  }

  private func text(_ key: String, of node: JSONNode, in owner: String) throws(Failure) -> String {
    guard let text = node[key]?.text, !text.isEmpty else {
      throw fault("\(owner) lacks `\(key)`, a text")
    }
    return text
  }

  func fault(_ reason: String) -> Failure {
    Failure("the plugin '\(program.name)': \(reason)", remedy: "plugins/outside/Protocol.md says what is allowed")
  }
}

// MARK: Parameters

extension DeclarationReader {
  private static let types = ["integer", "number", "boolean", "text", "choice", "file"]
  /// Those that there may be lists of. The contents of files in a list would be in no key.
  private static let listed = ["integer", "number", "text"]

  private func parameter(_ node: JSONNode, of owner: String) throws(Failure) -> any AnyParameter {
    let name = try text("name", of: node, in: "a parameter of \(owner)")
    let what = "the parameter '\(name)' of \(owner)"
    let doc = try text("doc", of: node, in: what)
    let written = try text("type", of: node, in: what)
    let type = written.replacing(" or none", with: "").replacing("list of ", with: "")
    let shape: Shape =
      written == type
      ? .plain : written == "\(type) or none" ? .optional : written == "list of \(type)" ? .list : .other
    guard Self.types.contains(type), shape != .other, shape != .list || Self.listed.contains(type) else {
      throw fault("\(what): there is no type '\(written)'; Protocol.md lists them")
    }
    let start =
      node["default"].map { Self.setting($0, isList: shape == .list) } ?? (shape == .list ? .list([]) : .text("none"))
    var unit: Unit?
    if let word = node["unit"]?.text {
      guard let known = Unit(rawValue: word) else {
        throw fault("\(what): \(Spelling.unknown("unit", word, among: Unit.allCases.map(\.rawValue)))")
      }
      unit = known
    }
    var range: ClosedRange<Double>?
    if let low = node["minimum"]?.number, let high = node["maximum"]?.number, low <= high { range = low...high }
    do throws(Failure) {
      switch type {
      case "integer": return try make(Int.self, shape, name, start, unit, range, doc)
      case "number": return try make(Double.self, shape, name, start, unit, range, doc)
      case "boolean": return try make(Bool.self, shape, name, start, nil, nil, doc)
      case "file": return try make(SettingFile.self, shape, name, start, nil, nil, doc)
      case "choice":
        guard let words = node["choices"]?.texts, !words.isEmpty, case .text(let word) = start else {
          throw Failure("a choice needs `choices`, a list of texts, and a `default` among them")
        }
        return OutsideChoice(
          name: name, doc: doc, words: words.filter { shape != .optional || $0 != "none" },
          isOptional: shape == .optional,
          defaultText: word)
      default: return try make(String.self, shape, name, start, nil, nil, doc)
      }
    } catch {
      throw fault("\(what): \(error)")
    }
  }

  private enum Shape {
    case plain, optional, list, other
  }

  private func make<Value: ParameterValue>(
    _ type: Value.Type, _ shape: Shape, _ name: String, _ start: RawSetting, _ unit: Unit?,
    _ range: ClosedRange<Double>?, _ doc: String
  ) throws(Failure) -> any AnyParameter {
    switch shape {
    case .optional:
      Parameter<Value?>(name, default: try Value?(start, unit: unit), unit: unit, in: range, doc)
    case .list:
      Parameter<[Value]>(name, default: try [Value](start, unit: unit), unit: unit, in: range, doc)
    case .plain, .other:
      Parameter<Value>(name, default: try Value(start, unit: unit), unit: unit, in: range, doc)
    }
  }

  /// A default as it is written: a text such as `0.5`, `[1, 2]`, or the JSON value itself.
  private static func setting(_ node: JSONNode, isList: Bool) -> RawSetting {
    switch node.content {
    case .null: .text("none")
    case .bool(let value): .text(String(value))
    case .number(let text): .text(text)
    case .array(let elements): .list(elements.map { setting($0, isList: false) })
    case .string(let text) where isList:
      .list(text.split { "[], ".contains($0) }.map { .text(String($0)) })
    case .string(let text): .text(text)
    case .object: .text("")
    }
  }
}
