import ArgumentParser
import Engine
import Pipeline
import StageKit

/// Pipelines from files, checked against the stages that are built in.
enum PlanLoading {
  /// The plan and the diagnostics of a file.
  ///
  /// - Parameter tracks: Paths that replace the pipeline's tracks; none if it has its own.
  static func result(_ file: String, overrides: [String] = [], tracks: [String] = []) throws -> PlanResult {
    if let fault = ShippedPipelines.fault(of: file) {
      return PlanResult(plan: nil, diagnostics: [Diagnostic(file: file, fault)])
    }
    return Planner(registry: try Registry.inTree(), probe: ArrayProbe()).plan(
      file: ShippedPipelines.file(file), overrides: overrides.map { Override($0) }, tracks: tracks)
  }

  /// The plan of a file; prints the diagnostics, and ends the command if there is no plan.
  static func plan(_ file: String, overrides: [String] = [], tracks: [String] = []) throws -> Plan {
    let result = try result(file, overrides: overrides, tracks: tracks)
    for diagnostic in result.diagnostics { Console.message(diagnostic.description) }
    guard let plan = result.plan else { throw ExitCode(2) }
    return plan
  }
}
