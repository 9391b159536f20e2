import Files
import Formats
import Learning
import StageKit

/// What a study reads of a run's report, which `evaluate` wrote as JSON; what else stands there it passes over.
struct RunReport: Decodable, Sendable {
  struct Numbers: Decodable, Sendable {
    /// By metric: the number of the report's only run.
    let values: [String: [Double?]]
  }

  struct System: Decodable, Sendable {
    let name: String
    let pooled: Numbers
  }

  struct Stage: Decodable, Sendable {
    let stage: String
    let settings: [String: String]
  }

  struct Comparison: Decodable, Sendable {
    let first: String
    let second: String
  }

  struct Song: Decodable, Sendable {
    let song: String
    let seconds: Int
    /// By system and metric.
    let values: [String: [String: Double]]
  }

  struct Run: Decodable, Sendable {
    /// The seed of `evaluate`, which its controls hang on.
    let seed: UInt64
    let songs: [Song]
    let curves: [LearningCurve]
  }

  let format: String
  let version: Int
  let systems: [System]
  /// By system: the stages that made it.
  let settings: [String: [Stage]]
  let truth: Numbers
  let comparisons: [Comparison]
  let runs: [Run]
}

extension RunReport {
  private static let form = "songboard.learning-report"
  private static let versions = 2...3
  /// The largest report that is read, in bytes.
  private static let mostBytes = 1 << 28

  /// The report that is a run's, or the one in its output folder.
  ///
  /// - Parameters:
  ///   - path: The folder, or the report's file.
  ///   - isOfStudy: Whether a study says that there is such a folder; it may have been stopped before.
  /// - Throws: ``Failure`` if there is none or more than one, or it is of another version.
  init(at path: String, isOfStudy: Bool = false) throws(Failure) {
    guard isOfStudy || FileTree.isFolder(path) else {
      guard let report = try Self.report(at: path) else {
        throw Failure("\(path): is no report of `evaluate`", remedy: "name a run's output folder, or its report.json")
      }
      self = report
      return
    }
    var found: [(name: String, report: RunReport)] = []
    for name in FileTree.names(in: path).sorted() where name.hasSuffix(".json") {
      if let report = try Self.report(at: "\(path)/\(name)") { found.append((name, report)) }
    }
    guard let only = found.first, found.count == 1 else {
      throw found.isEmpty
        ? Failure(
          "\(path): holds no report of `evaluate`",
          remedy: isOfStudy
            ? "run the study again, which goes on where it was; where a setting fails, mend it or leave it out"
            : "name the output folder of a run that is complete and has an `evaluate` stage")
        : Failure(
          "\(path): holds the reports \(found.map(\.name).joined(separator: " and "))", remedy: "name the file of one")
    }
    self = only.report
  }

  /// The report in a file; `nil` if it is something else.
  private static func report(at path: String) throws(Failure) -> RunReport? {
    struct Head: Decodable {
      let format: String?
      let version: Int?
    }
    let bytes = try FileContent.bytes(of: path, atMost: mostBytes)
    guard let head = try? JSONForm.decoded(Head.self, from: bytes), head.format == form else { return nil }
    guard let version = head.version, versions.contains(version) else {
      throw Failure(
        "\(path): is a report of version \(head.version ?? 0), not \(versions.lowerBound) to \(versions.upperBound)",
        remedy: "run the pipeline again with this songboard")
    }
    guard let report = try? JSONForm.decoded(RunReport.self, from: bytes) else {
      throw Failure("\(path): is damaged", remedy: "run the pipeline again")
    }
    guard report.runs.count == 1 else {
      throw Failure("\(path): is of \(report.runs.count) runs already", remedy: "name the runs themselves")
    }
    return report
  }

  /// The number of a system in all songs pooled; `nil` where it is not defined, or there is no such system.
  func number(_ metric: Metric, of system: String) -> Double? {
    systems.first { $0.name == system }?.pooled.number(metric)
  }

  /// By song: the number of a system.
  func songNumbers(_ metric: Metric, of system: String) -> [String: Double] {
    let pairs = runs[0].songs.compactMap { song in
      song.values[system]?[metric.rawValue].map { (song.song, $0) }
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// Whether a system has the same numbers as one of another report, of all songs pooled and of each.
  func agrees(on system: String, with other: RunReport, on its: String) -> Bool {
    guard pooled(of: system) == other.pooled(of: its) else { return false }
    return runs[0].songs.map { [$0.song: $0.values[system]] } == other.runs[0].songs.map { [$0.song: $0.values[its]] }
  }

  private func pooled(of system: String) -> [String: [Double?]]? {
    systems.first { $0.name == system }?.pooled.values
  }

  /// The settings of the stages that made a system. None for a control.
  func settings(of system: String) -> [SettingPlace: String] {
    SettingPlace.settings(
      of: (settings[system] ?? []).map { Lineage.Part(stage: $0.stage, settings: $0.settings) })
  }
}

extension RunReport.Numbers {
  func number(_ metric: Metric) -> Double? { values[metric.rawValue]?.first ?? nil }
}
