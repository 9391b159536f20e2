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

  /// An answer to `describe`: the whole of it, a list of stages, or one stage.
  ///
  /// - Throws: ``Failure`` that names the plugin and the stage.
  func description(in bytes: [UInt8]) throws(Failure) -> PluginDescription {
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
    let depends = root["depends"].map(\.textsByKey) ?? [:]
    guard let depends else {
      throw fault("`depends` is an object with a version, a text, for each name, such as {\"numpy\": \"2.1.0\"}")
    }
    let watch = root["watch"].map(\.texts) ?? []
    guard let watch, watch.allSatisfy({ $0.hasPrefix("/") }) else {
      throw fault("`watch` is a list of absolute paths of files and folders")
    }
    let program = program.depending(on: PluginSurroundings(depends, watch: watch))
    let origin = StageOrigin(
      plugin: program.name, version: program.version.isEmpty ? text("version") : program.version,
      licence: program.licence.isEmpty ? text("licence") : program.licence, path: program.path,
      fingerprint: program.fingerprint)
    var stages: [Stage] = []
    for node in nodes { stages.append(try stage(node, of: origin)) }
    guard !stages.isEmpty else { throw fault("`describe` prints no stage") }
    return PluginDescription(program: program, stages: stages)
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
    let (basic, advanced) = try parameters(node["parameters"]?.elements ?? [], of: owner)
    let declaration = StageDeclaration(
      id: id, revision: node["revision"]?.integer ?? 1, opensFile: node["opensFile"]?.bool ?? false,
      doc: try text("doc", of: node, in: owner),
      source: node["source"]?.text ?? "the plugin '\(program.name)'", inputs: inputs,
      oneOf: try alternatives("oneOf", of: node, among: inputs, in: owner),
      anyOf: try alternatives("anyOf", of: node, among: inputs, in: owner), outputs: outputs, parameters: basic,
      advanced: advanced, origin: origin, isDeterministic: node["deterministic"]?.bool ?? true)
    if declaration.opensFile, granularity == .frame || granularity == .corpus {
      throw fault(
        "\(owner): `opensFile` is for track stages and learners; a \(granularity.rawValue) stage is told no `file`")
    }
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

  func text(_ key: String, of node: JSONNode, in owner: String) throws(Failure) -> String {
    guard let text = node[key]?.text, !text.isEmpty else {
      throw fault("\(owner) lacks `\(key)`, a text")
    }
    return text
  }

  func fault(_ reason: String) -> Failure {
    Failure("the plugin '\(program.name)': \(reason)", remedy: "plugins/outside/Protocol.md says what is allowed")
  }
}
