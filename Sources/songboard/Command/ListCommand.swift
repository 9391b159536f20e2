import ArgumentParser
import Formats
import StageKit

/// `songboard list`
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists all stages.")

  @Flag(help: "Print all declarations as JSON.")
  var json = false

  @Flag(help: "Print the table of the README.")
  var markdown = false

  func run() throws {
    let stages = try Registry.inTree().stages
    if json {
      try Console.data(JSON.pretty(stages.map { StageRecord($0) }))
    } else {
      Console.data(markdown ? StageText.markdown(stages) : StageText.list(stages))
    }
  }
}
