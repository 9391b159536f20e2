import ArgumentParser
import Cameras
import Formats
import Pipeline
import Shots
import StageKit
import Studies
import Writers

/// `songboard schema SUBJECT`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of a file, so that text editors complete and check it.",
    discussion: """
      An editor with the YAML language server takes it by a comment at the top of the file:
        # yaml-language-server: $schema=pipeline.schema.json
      after `songboard schema pipeline > pipeline.schema.json`. The schema of pipelines has all stages with their inputs and \
      parameters, also those of --plugins. It checks each place by itself; `songboard lint` checks the whole.
      """)

  /// What there are schemas of.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case pipeline, cameras, vocabulary, brief, language, claims, plan
  }

  @Argument(
    help: """
      The file: a pipeline; the clips of cameras; a vocabulary of shot types; a brief of one song or all; a film language; the \
      claims of a study; or a shot plan as JSON.
      """)
  var subject: Subject

  @OptionGroup
  var plugins: PluginOptions

  func run() throws { Console.data(try text()) }

  /// The schema's text.
  func text() throws -> String {
    switch subject {
    case .pipeline:
      let host = try plugins.host(trusts: false)
      return PipelineSchema(try UsageFailure.check { try Registry.all(host) }.stages).json.tree
    case .cameras: return schema("The clips of a song's cameras, as `songboard sync` writes them.", CameraFile.form)
    case .vocabulary: return schema("The shot types of plans and models.", VocabularyFile.form)
    case .brief: return schema("What is wanted of the film of one song, or of all.", BriefFile.form)
    case .language:
      return schema("How shots follow each other, how long they last and where they end.", FilmLanguageFile.form)
    case .claims: return schema("What is to be tested of a study, written before its first run.", Claims.form)
    case .plan: return ShotPlanSchema.text
    }
  }

  private func schema(_ doc: String, _ form: WrittenForm) -> String {
    JSON.schema(named: subject.rawValue, doc, form).tree
  }
}
