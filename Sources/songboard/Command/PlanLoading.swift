import ArgumentParser
import Cluster
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
    return planner.plan(
      file: ShippedPipelines.file(file), overrides: overrides.map { Override($0) }, tracks: tracks)
  }

  private var planner: Planner {
    Planner(registry: registry, finder: host, probe: TrackProbe(decoding: DecodeWorkerCommand.decoding))
  }

  /// The plan of a text, with paths of overrides from a folder; likewise.
  func plan(
    _ text: [UInt8], of file: String, overrides: [String], from folder: String, tracks: [String]
  ) throws -> Plan {
    try told(
      planner.plan(text, file: file, overrides: overrides.map { Override($0) }, from: folder, tracks: tracks))
  }

  /// The plan that a frozen one stands for today; likewise. The library is not looked at.
  func plan(_ folder: PlanFolder) throws -> Plan {
    let planner = Planner(registry: registry, finder: host, probe: folder.plan.probe)
    return try told(folder.plan.resolved(by: planner, text: try folder.pipelineText()))
  }

  /// The plan of a file; prints the diagnostics, and ends the command if there is no plan.
  func plan(_ file: String, overrides: [String] = [], tracks: [String] = []) throws -> Plan {
    try told(result(file, overrides: overrides, tracks: tracks))
  }

  /// The plans of a file with several lists of overrides; each thing that is wrong is told once.
  func plans(_ file: String, overrides: [[String]], tracks: [String]) throws -> [Plan] {
    let results = overrides.map { result(file, overrides: $0, tracks: tracks) }
    Self.tell(results)
    let plans = results.compactMap(\.plan)
    guard plans.count == results.count else { throw ExitCode(2) }
    return plans
  }

  /// Prints the diagnostics of some plans, each once.
  static func tell(_ results: [PlanResult]) {
    var told: Set<String> = []
    for text in results.flatMap(\.diagnostics).map(\.description) where told.insert(text).inserted {
      Console.message(text)
    }
  }

  private func told(_ result: PlanResult) throws -> Plan {
    Self.tell([result])
    guard let plan = result.plan else { throw ExitCode(2) }
    return plan
  }
}
