import ArgumentParser
import Engine
import Pipeline
import PluginHost
import StageKit

/// Pipelines from files, checked against the stages that there are.
struct PlanLoading {
  private let registry: Registry
  private let host: PluginHost

  /// Finds the plugins; what is wrong with an installed one is told.
  ///
  /// - Throws: `ExitCode` if one that the command line names is none.
  init(_ host: PluginHost) throws {
    self.host = host
    registry = try UsageFailure.check { try Registry.all(host) }
  }

  /// The plan and the diagnostics of a file.
  ///
  /// - Parameter tracks: Paths that replace the pipeline's tracks; none if it has its own.
  func result(_ file: String, overrides: [String] = [], tracks: [String] = []) -> PlanResult {
    if let fault = ShippedPipelines.fault(of: file) {
      return PlanResult(plan: nil, diagnostics: [Diagnostic(file: file, fault)])
    }
    return Planner(registry: registry, finder: host, probe: TrackProbe(decoding: DecodeWorkerCommand.decoding)).plan(
      file: ShippedPipelines.file(file), overrides: overrides.map { Override($0) }, tracks: tracks)
  }

  /// The plan of a file; prints the diagnostics, and ends the command if there is no plan.
  func plan(_ file: String, overrides: [String] = [], tracks: [String] = []) throws -> Plan {
    let result = result(file, overrides: overrides, tracks: tracks)
    for diagnostic in result.diagnostics { Console.message(diagnostic.description) }
    guard let plan = result.plan else { throw ExitCode(2) }
    return plan
  }
}
