import ArgumentParser
import Pipeline
import StageKit

/// Pipelines from files, checked against the stages that are built in.
enum PlanLoading {
  /// The plan and the diagnostics of a file.
  static func result(_ file: String, overrides: [String]) throws -> PlanResult {
    Planner(registry: try Registry.inTree()).plan(file: file, overrides: overrides.map { Override($0) })
  }

  /// The plan of a file; prints the diagnostics, and ends the command if there is no plan.
  static func plan(_ file: String, overrides: [String]) throws -> Plan {
    let result = try result(file, overrides: overrides)
    for diagnostic in result.diagnostics { Console.message(diagnostic.description) }
    guard let plan = result.plan else { throw ExitCode(2) }
    return plan
  }
}
