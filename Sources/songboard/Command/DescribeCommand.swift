import ArgumentParser
import Formats
import StageKit

/// `songboard describe STAGE`
struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Describes a stage: what it takes and gives, and its parameters, those first that most people set.")

  @Argument(help: "The stage's id, as `songboard list` prints it.", completion: .stage)
  var stage: String

  @Flag(help: "Print the declaration as JSON.")
  var json = false

  @OptionGroup
  var plugins: PluginOptions

  func run() throws {
    let host = try plugins.host(trusts: false)
    let isVamp = stage.hasPrefix("vamp:")
    let registry = try UsageFailure.check {
      try isVamp ? Registry([host.vampPlugin(of: stage)]) : Registry.all(host)
    }
    guard let type = registry[stage] else {
      let near = Spelling.closest(to: stage, in: registry.stages.map { $0.declaration.id })
      throw UsageFailure.told(
        Failure(
          "there is no stage '\(stage)'",
          remedy: near.map { "did you mean '\($0)'?" } ?? "`songboard list` names them all"))
    }
    if json {
      try Console.data(JSON.pretty(StageRecord(type)))
    } else {
      Console.data(StageText.describe(type, columns: TextColumns.count))
    }
  }
}
