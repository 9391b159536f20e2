import ArgumentParser

/// `songboard lint PIPELINE...`
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks pipelines without running them; prints every error with its place.")

  @Argument(help: "The pipelines: YAML files, or names of shipped ones.", completion: .pipeline)
  var pipelines: [String]

  @OptionGroup
  var plugins: PluginOptions

  @Flag(help: "Start the plugins that pipelines name.")
  var trust = false

  func run() throws {
    var isValid = true
    let host = try plugins.host(trusts: trust)
    defer { host.close().forEach { Console.message("warning: \($0)") } }
    let loading = try PlanLoading(host)
    for pipeline in pipelines {
      let result = loading.result(pipeline)
      for diagnostic in result.diagnostics { Console.message(diagnostic.description) }
      if result.plan == nil { isValid = false }
    }
    if !isValid { throw ExitCode(2) }
  }
}
