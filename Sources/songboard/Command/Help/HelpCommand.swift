import ArgumentParser
import PluginHost
import StageKit

/// `songboard help [TOPIC]`
struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explains a topic, a command, a stage or a shipped pipeline.",
    discussion: """
      Without a word, it lists commands and topics. `songboard help cuts` describes a stage, `songboard help new pipeline` a \
      command, `songboard help storyboard` a pipeline.
      """)

  @Argument(
    help: "A topic such as wiring, a command such as run, a stage such as cuts, or a pipeline such as storyboard.")
  var words: [String] = []

  @OptionGroup
  var plugins: PluginOptions

  func run() throws {
    Console.data(try UsageFailure.check { try text(columns: TextColumns.count) })
  }

  /// The help on the words.
  ///
  /// - Throws: ``Failure`` for words that name nothing, with what may have been meant.
  func text(columns: Int) throws -> String {
    let name = words.joined(separator: " ")
    if name.isEmpty {
      let topics = TextTable(rows: HelpTopic.all.map { ["  " + $0.name, $0.sentence] }, columns: columns).text
      return Songboard.helpMessage(columns: columns) + "\n\nTOPICS:\n\(topics)"
    }
    // What is a topic and a command as well, such as store, has both.
    let topic = HelpTopic.all.first { $0.name == name || $0.name == "\(name)s" }
    let parts = [
      topic?.page(columns: columns), command.map { Songboard.helpMessage(for: $0, columns: columns) + "\n" },
    ]
    .compactMap(\.self)
    if !parts.isEmpty { return parts.joined(separator: "\n") }
    let registry = try Registry.all(try plugins.host(trusts: false))
    // Pipelines are often called by the stage that they are for, such as marks.
    let stage = registry[name].map { StageText.describe($0, columns: columns) }
    let pipeline = pipeline(name, columns: columns)
    if let stage, let pipeline { return "\(stage)\nThe pipeline of this name:\n\n\(pipeline)" }
    if let text = stage ?? pipeline { return text }
    let known =
      HelpTopic.all.map(\.name) + Songboard.shown.map { $0._commandName }
      + registry.stages.map(\.declaration.id) + ShippedPipelines.names
    let meant = Spelling.closest(to: name, in: known).map { "did you mean '\($0)'?" }
    throw Failure(
      "there is no help on '\(Console.printable(name))'",
      remedy: meant
        ?? "topics: \(HelpTopic.all.map(\.name).joined(separator: ", ")); and all commands, stages and pipelines")
  }

  /// What the first comment of a shipped pipeline says; `nil` if none has the name.
  private func pipeline(_ name: String, columns: Int) -> String? {
    guard ShippedPipelines.names.contains(name), let text = ShippedPipelines.text(name) else { return nil }
    return ShippedPipelines.comment(of: text).joined(separator: "\n").paragraphs(in: columns) + "\n"
  }

  /// The command that the words name; `nil` if they name none.
  private var command: (any ParsableCommand.Type)? {
    var found: any ParsableCommand.Type = Songboard.self
    for word in words {
      guard let next = found.configuration.subcommands.first(where: { $0._commandName == word }) else { return nil }
      found = next
    }
    return found
  }
}
