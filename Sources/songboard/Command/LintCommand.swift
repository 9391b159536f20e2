import ArgumentParser
import StageKit
import Studies

/// `songboard lint PIPELINE...`
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks pipelines without running them; prints every error with its place.",
    discussion: """
      With --sweep and --preregister it checks a study too: all its settings, and whether each claim is of rows, arms and \
      metrics that the comparison will have, and can hold with so many seeds.
      Exit codes: 0 all is well, or there are warnings alone, 2 something is wrong, 64 the command line is wrong.
      """)

  @Argument(help: "The pipelines: YAML files, or names of shipped ones.", completion: .pipeline)
  var pipelines: [String]

  @OptionGroup
  var study: StudyOptions

  @OptionGroup
  var plugins: PluginOptions

  @Flag(help: "Start the plugins that pipelines name.")
  var trust = false

  func run() throws {
    var isValid = true
    let host = try plugins.host(trusts: trust)
    defer { host.close().forEach { Console.message("warning: \($0)") } }
    let loading = try PlanLoading(host)
    let sweep = try UsageFailure.check { try Sweep(study.sweep) }
    for pipeline in pipelines {
      let results = sweep.points.map { loading.result(pipeline, overrides: $0.overrides) }
      PlanLoading.tell(results)
      let plans = results.compactMap(\.plan)
      if plans.count < results.count { isValid = false }
      guard let file = study.preregister, !plans.isEmpty else { continue }
      do throws(Failure) {
        // How many songs there are is not looked at.
        let claims = try StudyClaims(file, of: plans)
        try claims.check()
        claims.warn(in: sweep, songs: nil)
      } catch {
        Console.message("error: \(error)")
        isValid = false
      }
    }
    if !isValid { throw ExitCode(2) }
  }
}
