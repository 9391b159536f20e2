import Formats
import Pipeline
import StageKit
import Testing

@testable import SongboardCommand

/// The schema of pipelines has all that stages declare. `.ci/checks/documents` validates files with it.
@Suite struct SchemaTests {
  @Test func eachStageIsInIt() throws {
    let stages = try Registry.builtIn().stages
    let schema = try JSONReader.read(Array(PipelineSchema(stages).json.compact.utf8))
    let definitions = try #require(schema["$defs"])
    for stage in stages.map(\.declaration) {
      let properties = try #require(definitions["stage.\(stage.id)"]?["properties"])
      let settings = properties["with"]?["properties"]?.fields ?? []
      #expect(settings.map(\.key) == stage.parameters.map(\.name))
      for (setting, parameter) in zip(settings, stage.parameters) {
        #expect(setting.value["description"]?.text?.hasPrefix(parameter.doc) == true)
      }
      #expect(properties["in"]?["properties"]?.fields?.map(\.key) ?? [] == stage.inputs.map(\.name))
      // Only a stage that gives a document can say where it goes.
      #expect((properties["to"] == nil) == stage.outputs.contains { $0.kind == .document })
    }
  }

  /// An empty list of plugins has no stages that nobody knows.
  @Test func onlyAPluginTurnsOffTheCheckOfIds() throws {
    let schema = PipelineSchema(try Registry.builtIn().stages).json.compact
    #expect(schema.contains(#""if":{"required":["plugins"],"properties":{"plugins":{"minItems":1}}},"else""#))
  }

  @Test(arguments: SchemaCommand.Subject.allCases) func eachSubjectHasASchema(subject: SchemaCommand.Subject) throws {
    let command = try SchemaCommand.parse([subject.rawValue])
    let schema = try JSONReader.read(Array(try command.text().utf8))
    #expect(schema["$schema"]?.text == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["$id"]?.text == "urn:songboard:\(subject.rawValue):1")
    #expect(schema["type"]?.text == "object" && schema["description"]?.text?.hasSuffix(".") == true)
  }
}
