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

  /// What is said of the words.
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
    if let stage = registry[name] { return StageText.describe(stage, columns: columns) }
    if let pipeline = ShippedPipelines.text(name), ShippedPipelines.names.contains(name) {
      return ShippedPipelines.comment(of: pipeline).joined(separator: "\n").paragraphs(in: columns) + "\n"
    }
    let known =
      HelpTopic.all.map(\.name) + Songboard.shown.map { $0._commandName }
      + registry.stages.map(\.declaration.id) + ShippedPipelines.names
    let meant = Spelling.closest(to: name, in: known).map { "did you mean '\($0)'?" }
    throw Failure(
      "there is no help on '\(Console.printable(name))'",
      remedy: meant
        ?? "topics: \(HelpTopic.all.map(\.name).joined(separator: ", ")); and all commands, stages and pipelines")
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
