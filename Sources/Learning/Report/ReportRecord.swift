import FoundationEssentials

/// The report for programs: `report.json`. Numbers that are not defined are left out.
struct ReportRecord: Encodable {
  struct System: Encodable {
    let name: String
    let doc: String
    /// By metric, then by seed.
    let values: [String: [Double?]]
    let mean: [String: Double]
    let deviation: [String: Double]
    /// Frames of all seeds by true type and the system's type.
    let confusion: [[Int]]
  }

  struct Difference: Encodable {
    let mean: Double
    let standardError: Double?
    let higher: Int
    let lower: Int
    let equal: Int
  }

  struct Comparison: Encodable {
    let first: String
    let second: String
    let differences: [String: Difference]
  }

  struct Song: Encodable {
    let song: String
    let truth: [String]
    /// By system.
    let labels: [String: [String]]
  }

  let format = "songboard.learning-report"
  let version = 1
  let title: String
  let types: [String]
  let scale: [String]
  let seeds: [UInt64]
  let systems: [System]
  let comparisons: [Comparison]
  let curves: [LearningCurve]
  let songs: [Song]
  let warnings: [String]
}

extension ReportRecord {
  init(_ report: LearningReport) {
    let types = report.vocabulary.types
    title = report.title
    self.types = types
    scale = report.vocabulary.scale
    seeds = report.seeds
    systems = report.systems.map { System($0, types: types.count) }
    comparisons = report.comparisons.map { comparison in
      let differences = SystemComparison.metrics.compactMap { metric in
        comparison.difference(in: metric).map { (metric.rawValue, Difference($0)) }
      }
      return Comparison(
        first: comparison.first.name, second: comparison.second.name,
        differences: Dictionary(differences) { first, _ in first })
    }
    curves = report.curves
    songs = report.songs.map { song in
      Song(
        song: song.song, truth: song.truth.map { types[$0] },
        labels: Dictionary(song.lanes.map { ($0.name, $0.labels.map { types[$0] }) }) { first, _ in first })
    }
    warnings = report.warnings
  }
}

extension ReportRecord.System {
  init(_ system: SystemResult, types: Int) {
    name = system.name
    doc = system.doc
    let metrics = Metric.allCases
    values = Dictionary(
      uniqueKeysWithValues: metrics.map { metric in (metric.rawValue, system.scores.map { metric.value(of: $0) }) })
    let summaries = metrics.compactMap { metric in system.summary(of: metric).map { (metric.rawValue, $0) } }
    mean = Dictionary(uniqueKeysWithValues: summaries.map { ($0.0, $0.1.mean) })
    deviation = Dictionary(
      uniqueKeysWithValues: summaries.compactMap { name, summary in summary.deviation.map { (name, $0) } })
    let counts = system.confusion?.confusion ?? []
    confusion = stride(from: 0, to: counts.count, by: max(1, types)).map { Array(counts[$0..<$0 + types]) }
  }
}

extension ReportRecord.Difference {
  init(_ difference: PairedDifference) {
    mean = difference.summary.mean
    standardError = difference.summary.standardError
    higher = difference.higher
    lower = difference.lower
    equal = difference.equal
  }
}
