import ArgumentParser
import Formats
import StageKit

/// `songboard list`
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists all stages; `list vamp` the outputs of Vamp plugins.")

  /// What is listed.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case stages, vamp
  }

  @Argument(help: "What to list.")
  var subject = Subject.stages

  @Flag(help: "Print all declarations as JSON.")
  var json = false

  @Flag(help: "Print the table of the README.")
  var markdown = false

  @OptionGroup
  var plugins: PluginOptions

  func run() throws {
    let host = try plugins.host(trusts: false)
    guard subject == .stages else {
      Console.data(try UsageFailure.check { try host.vampListing() })
      return
    }
    // The README's table has what every songboard has.
    let stages = try UsageFailure.check { try markdown ? Registry.builtIn() : Registry.all(host) }.stages
    if json {
      try Console.data(JSON.pretty(stages.map { StageRecord($0) }))
    } else {
      Console.data(markdown ? StageText.markdown(stages) : StageText.list(stages))
    }
  }
}
