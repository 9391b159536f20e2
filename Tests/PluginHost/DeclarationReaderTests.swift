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
    return try DeclarationReader(program).stages(in: Array(text.utf8))
  }

  @Test func leftOutFieldsHaveUsualValues() throws {
    let declaration = try stage(#""parameters": []"#).declaration
    #expect(declaration.revision == 1 && declaration.isDeterministic)
    #expect(declaration.inputs[0].isRequired && !declaration.inputs[0].isList)
    #expect(declaration.origin?.plugin == "it")
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

  @Test(arguments: [
    ("not JSON", "`describe` prints what is not JSON"),
    (#"{"protocol": 2, "stages": []}"#, "it speaks version 2 of the protocol; this program speaks 1"),
    (#"{"protocol": 1, "stages": []}"#, "`describe` prints no stage"),
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
