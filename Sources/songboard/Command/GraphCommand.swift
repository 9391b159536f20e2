import ArgumentParser
import Pipeline

/// `songboard graph PIPELINE`
struct GraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph", abstract: "Shows how the stages of a pipeline are wired.")

  @Argument(
    help: "The pipeline: a YAML file, or the name of one that is shipped, such as storyboard.", completion: .pipeline)
  var pipeline: String

  @Flag(help: "Print a graph for Graphviz.")
  var dot = false

  @OptionGroup
  var plugins: PluginOptions

  @Flag(help: "Start the plugins that the pipeline names.")
  var trust = false

  func run() throws {
    let graph = PlanGraph(try PlanLoading(plugins.host(trusts: trust)).plan(pipeline))
    Console.data(dot ? graph.dot : graph.text)
  }
}
