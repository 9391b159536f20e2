import StageKit
import Testing

@testable import PluginHost

/// What programs print of their stages.
struct DeclarationReaderTests {
  private static let port = #"{"name": "rows", "kind": "frames", "doc": "Rows of numbers."}"#

  private func stage(_ fields: String) throws -> DeclarationReader.Stage {
    let text = """
      {"id": "a", "granularity": "frame", "doc": "Does what it does.", "inputs": [\(Self.port)],
       "outputs": [\(Self.port)], \(fields)}
      """
    return try #require(try read(text).first)
  }

  private func read(_ text: String) throws -> [DeclarationReader.Stage] {
    let bench = try Workbench()
    defer { bench.remove() }
    let program = try #require(try PluginHost.programs(at: bench.plugin(name: "it")).first)
    return try DeclarationReader(program).description(in: Array(text.utf8)).stages
  }

  @Test func leftOutFieldsHaveUsualValues() throws {
    let declaration = try stage(#""parameters": []"#).declaration
    #expect(declaration.revision == 1 && declaration.isDeterministic)
    #expect(declaration.inputs[0].isRequired && !declaration.inputs[0].isList)
    #expect(declaration.origin?.plugin == "it")
  }

  @Test func parametersHaveTiers() throws {
    func parameters(_ tiers: String...) throws -> StageDeclaration {
      let fields = tiers.enumerated().map {
        #"{"name": "p\#($0)", "type": "text", "default": "x", "doc": "A text of some kind."\#($1)}"#
      }
      return try stage("\"parameters\": [\(fields.joined(separator: ", "))]").declaration
    }
    let declaration = try parameters(#", "tier": "advanced""#, "", #", "tier": "basic""#)
    #expect(declaration.basic.map(\.name) == ["p1", "p2"] && declaration.advanced.map(\.name) == ["p0"])
    #expect(declaration.parameters.map(\.name) == ["p1", "p2", "p0"])
    #expect(throws: Failure.self) { try parameters(#", "tier": "expert""#) }
  }

  @Test func parametersHaveTheirTypes() throws {
    let declaration = try stage(
      """
      "parameters": [
        {"name": "count", "type": "integer", "default": 3, "minimum": 1, "maximum": 9, "doc": "How many there are."},
        {"name": "wait", "type": "number or none", "default": null, "minimum": 0, "maximum": 9, "unit": "s", "doc": "How long it is."},
        {"name": "sizes", "type": "list of integer", "default": "[1, 2]", "minimum": 0, "maximum": 9, "doc": "Some sizes of it."},
        {"name": "mode", "type": "choice", "default": "fast", "choices": ["fast", "slow"], "doc": "How it is done."},
        {"name": "model", "type": "file or none", "default": "none", "doc": "The file of it all."}
      ]
      """
    ).declaration
    let texts = declaration.parameters.map { "\($0.name) \($0.typeName) \($0.defaultText)" }
    #expect(
      texts == [
        "count integer 3", "wait number or none none", "sizes list of integer [1, 2]", "mode choice fast",
        "model file or none none",
      ])
    var settings = Settings(defaultsOf: declaration)
    settings.set("wait", to: try declaration.parameters[1].parse(.text("250 ms"), relativeTo: "."))
    let values = declaration.parameters.compactMap { settings[named: $0.name]?.json(absolute: { "/\($0)" }).compact }
    #expect(values == ["3", "0.25", "[1,2]", "\"fast\"", "null"])
    #expect(throws: Failure.self) { try declaration.parameters[3].parse(.text("fats"), relativeTo: ".") }
  }

  /// What is told of one end alone is a limit.
  @Test func oneEndOfARangeMayBeOpen() throws {
    let declaration = try stage(
      """
      "parameters": [
        {"name": "least", "type": "integer", "default": 3, "minimum": 1, "doc": "How many there are."},
        {"name": "most", "type": "list of number", "default": [], "maximum": 9, "minimum": null, "doc": "Sizes of it all."}
      ]
      """
    ).declaration
    let (least, most) = (declaration.parameters[0], declaration.parameters[1])
    #expect(least.range == 1...Double.infinity && most.range == -Double.infinity...9)
    #expect(throws: Failure("0 is out of range", remedy: "allowed: at least 1")) {
      try least.parse(.text("0"), relativeTo: ".")
    }
    #expect(throws: Failure("10 is out of range", remedy: "allowed: at most 9")) {
      try most.parse(.list([.text("1"), .text("10")]), relativeTo: ".")
    }
    _ = try least.parse(.text("1000000"), relativeTo: ".")
  }

  /// The versions of what results depend on are a part of the key, and where they are installed is not.
  @Test func dependenciesBelongToTheFingerprint() throws {
    func fingerprint(_ fields: String) throws -> String? {
      let port = Self.port
      return try read(
        #"{"stages": [{"id": "a", "granularity": "track", "doc": "Does what it does.", "outputs": [\#(port)]}]\#(fields)}"#
      ).first?.declaration.origin?.fingerprint
    }
    let plain = try fingerprint("")
    let first = try fingerprint(#", "depends": {"numpy": "1.26", "torch": "2.1"}"#)
    #expect(try fingerprint(#", "depends": {}, "watch": ["/tmp"]"#) == plain)
    #expect(first != plain)
    #expect(try fingerprint(#", "depends": {"torch": "2.1", "numpy": "1.26"}, "watch": ["/"]"#) == first)
    #expect(try fingerprint(#", "depends": {"numpy": "1.27", "torch": "2.1"}"#) != first)
  }

  @Test(arguments: [
    ("not JSON", "`describe` prints what is not JSON"),
    (#"{"protocol": 2, "stages": []}"#, "it speaks version 2 of the protocol; this program speaks 1"),
    (#"{"protocol": 1, "stages": []}"#, "`describe` prints no stage"),
    (#"{"stages": [], "depends": ["numpy"]}"#, "`depends` is an object with a version, a text, for each name"),
    (#"{"stages": [], "depends": {"numpy": 2}}"#, "`depends` is an object with a version, a text, for each name"),
    (#"{"stages": [], "watch": ["lib"]}"#, "`watch` is a list of absolute paths of files and folders"),
    (#"[{"granularity": "frame"}]"#, "a stage lacks `id`"),
    (#"[{"id": "a", "granularity": "row"}]"#, "the stage 'a': `granularity` is frame, track, corpus or learner"),
    (#"[{"id": "a", "granularity": "track", "doc": "Does it all.", "outputs": []}]"#, "a: there is no output"),
    (
      #"[{"id": "A b", "granularity": "track", "doc": "Does it all.", "outputs": []}]"#,
      "the id is not a lower-case word"
    ),
    (
      #"[{"id": "a", "granularity": "track", "doc": "Does it.", "inputs": [{"name": "x", "kind": "frame", "doc": "A."}]}]"#,
      "the port 'x' of the stage 'a': unknown kind 'frame'; did you mean 'frames'?"
    ),
    (
      #"[{"id": "a", "granularity": "frame", "doc": "Does it all.", "outputs": [{"name": "x", "kind": "events", "doc": "All of it there."}]}]"#,
      "the frame stage 'a' takes no stream"
    ),
    (
      #"[{"id": "a", "granularity": "frame", "opensFile": true, "doc": "Does it all.", "inputs": [\#(port)], "outputs": [\#(port)]}]"#,
      "the stage 'a': `opensFile` is for track stages and learners; a frame stage is told no `file`"
    ),
    (
      #"[{"id": "a", "granularity": "corpus", "opensFile": true, "doc": "Does it all.", "inputs": [\#(port)], "outputs": [\#(port)]}]"#,
      "a corpus stage is told no `file`"
    ),
  ])
  func faultsAreNamed(text: String, fault: String) {
    let failure = #expect(throws: Failure.self) { try read(text) }
    #expect(failure?.description.contains("the plugin 'it': ") == true)
    #expect(failure?.description.contains(fault) == true, "\(String(describing: failure))")
  }

  @Test(arguments: [
    (#"{"name": "a", "type": "float", "default": 1, "doc": "A number of it."}"#, "there is no type 'float'"),
    (#"{"name": "a", "type": "list of file", "default": [], "doc": "Files of it all."}"#, "no type 'list of file'"),
    (#"{"name": "a", "type": "number", "default": 1, "doc": "A number of it."}"#, "a number without a range"),
    (
      #"{"name": "a", "type": "number", "default": 7, "minimum": 0, "maximum": 1, "doc": "A number of it."}"#,
      "the default is not allowed: 7 is out of range"
    ),
    (
      #"{"name": "a", "type": "number", "default": 1, "minimum": 2, "maximum": 1, "doc": "A number of it."}"#,
      "`minimum` is above `maximum`"
    ),
    (
      #"{"name": "a", "type": "number", "default": 1, "minimum": "0", "doc": "A number of it."}"#,
      "`minimum` is '0', and must be a number"
    ),
    (#"{"name": "a", "type": "choice", "default": "x", "doc": "A number of it."}"#, "a choice needs `choices`"),
    (
      #"{"name": "a", "type": "number", "default": 1, "minimum": 0, "maximum": 1, "unit": "m", "doc": "It is it."}"#,
      "unknown unit 'm'"
    ),
  ])
  func faultsOfParametersAreNamed(parameter: String, fault: String) {
    let failure = #expect(throws: Failure.self) { try stage(#""parameters": [\#(parameter)]"#) }
    #expect(failure?.description.contains(fault) == true, "\(String(describing: failure))")
  }
}
