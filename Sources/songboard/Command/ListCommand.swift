import ArgumentParser
import Formats
import PluginHost
import StageKit

/// `songboard list`
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists stages, shipped pipelines, or the outputs of Vamp plugins.")

  /// What is listed.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case stages, pipelines, vamp
  }

  @Argument(help: "What to list: stages, pipelines that `songboard run` knows by name, or outputs of Vamp plugins.")
  var subject = Subject.stages

  @Flag(help: "Print them as JSON: all that is declared of stages, names and sentences of pipelines.")
  var json = false

  @Flag(help: "Print the tables of the manual's page of stages.")
  var markdown = false

  @OptionGroup
  var plugins: PluginOptions

  func validate() throws {
    guard subject == .stages || !markdown else { throw ValidationError("--markdown is for stages") }
    guard subject != .vamp || !json else { throw ValidationError("--json is for stages and pipelines") }
  }

  func run() throws {
    switch subject {
    case .stages: try listStages()
    case .pipelines: try listPipelines()
    case .vamp:
      let listing = try UsageFailure.check { try plugins.host(trusts: false).vampListing() }
      if listing.isEmpty { Console.message(PluginHost.noVampPluginText) }
      Console.data(listing)
    }
  }

  private func listStages() throws {
    let host = try plugins.host(trusts: false)
    // The manual's tables have what every songboard has.
    let stages = try UsageFailure.check { try markdown ? Registry.builtIn() : Registry.all(host) }.stages
    if json {
      try Console.data(JSON.pretty(stages.map { StageRecord($0) }))
    } else {
      Console.data(markdown ? StageText.markdown(stages) : StageText.list(stages, columns: TextColumns.terminal))
    }
  }

  private func listPipelines() throws {
    let pipelines = ShippedPipelines.all
    guard !pipelines.isEmpty else { throw UsageFailure.told(ShippedPipelines.missing) }
    if json {
      try Console.data(JSON.pretty(pipelines))
    } else {
      let rows = pipelines.map { [$0.name, $0.sentence] }
      Console.data(TextTable(rows: rows, columns: TextColumns.terminal).text)
    }
  }
}
