import FoundationEssentials
import Shots
import StageKit

/// The report for programs: `report.json`. Numbers that are not defined are left out.
///
/// Reports of several seeds can be merged to one of the same shape, as `Tests/Training/check_learning.py` does: it has several
/// runs, a value of each, their mean and deviation, and comparisons over seeds.
struct ReportRecord: Encodable {
  /// Metrics over runs.
  struct Numbers: Encodable {
    /// By metric, then by run; none where the run does not define it.
    let values: [String: [Double?]]
    /// By metric: the mean over runs.
    let mean: [String: Double]
    /// By metric: the deviation over runs; a single run has none.
    let deviation: [String: Double]
  }

  struct System: Encodable {
    let name: String
    let doc: String
    /// The system before it that said the same of all songs, if one did.
    let copyOf: String?
    /// Of all songs pooled.
    let pooled: Numbers
    /// Frames of all songs by true type and the system's type.
    let confusion: [[Int]]
    /// Frames by how sure the system was of them; none without probabilities.
    let reliability: [Bin]?
  }

  /// Frames of which a system was about as sure.
  struct Bin: Encodable {
    let frames: Int
    let confidence: Double
    let accuracy: Double
  }

  /// A system on songs of a part.
  struct Known: Encodable {
    let frames: Int
    let accuracy: Double?
    let confidence: Double?
  }

  struct Seen: Encodable {
    let system: String
    let training: Known
    let validation: Known
  }

  /// A stage that made a system.
  struct Stage: Encodable {
    let stage: String
    /// As text, by the parameter's name.
    let settings: [String: String]
  }

  struct Difference: Encodable {
    let count: Int
    let mean: Double
    let standardError: Double?
    let higher: Int
    let lower: Int
    let equal: Int
  }

  struct Comparison: Encodable {
    let first: String
    let second: String
    /// What was paired: the songs of one run, or the seeds of several.
    let over = "songs"
    /// By metric.
    let differences: [String: Difference]
  }

  struct Song: Encodable {
    let song: String
    /// Those that are judged: whose type is known.
    let seconds: Int
    /// By metric.
    let truth: [String: Double]
    /// By system and metric.
    let values: [String: [String: Double]]
    /// The true type of each second, of a song that is drawn.
    let trueTypes: [String]?
    /// By system: the type of each second, of a song that is drawn.
    let systemTypes: [String: [String]]?
  }

  struct Run: Encodable {
    let seed: UInt64
    /// By part: the names of its songs.
    let parts: [String: [String]]
    /// Those that are scored.
    let songs: [Song]
    /// What a teacher and a student know of songs that were learned from, beside others.
    let seen: [Seen]
    let curves: [LearningCurve]
    let notes: [String]
    let warnings: [String]
  }

  let format = "songboard.learning-report"
  let version = 2
  let title: String
  let types: [String]
  let scale: [String]
  let part: TrackPart
  /// By metric: what its numbers are in.
  let units: [String: String]
  let systems: [System]
  /// By system: the stages that made it, the giving one first; controls have none.
  let settings: [String: [Stage]]
  /// Those metrics of all songs pooled that the truth itself has.
  let truth: Numbers
  let comparisons: [Comparison]
  let runs: [Run]
}

extension ReportRecord {
  init(_ report: LearningReport) {
    title = report.title
    types = report.vocabulary.types
    scale = report.vocabulary.scale
    part = report.part
    units = Metric.units
    systems = zip(report.systems, report.originals).map { System($0, copyOf: $1) }
    settings = Dictionary(
      report.systems.compactMap { system in
        system.lineage.map { (system.name, $0.parts.map { Stage(stage: $0.stage, settings: $0.settings) }) }
      }
    ) { first, _ in first }
    let pooled = report.systems.first?.pooled
    truth = Numbers { metric in pooled.flatMap { metric.valueOfTruth(in: $0) } }
    comparisons = report.comparisons.map { comparison in
      Comparison(
        first: comparison.first.name, second: comparison.second.name,
        differences: Metric.dictionary { comparison.difference(in: $0).map { Difference($0) } })
    }
    let songs = report.songs.indices.map { Song($0, of: report) }
    runs = [
      Run(
        seed: report.seed,
        parts: Dictionary(uniqueKeysWithValues: report.parts.map { ($0.rawValue, $1) }), songs: songs,
        seen: report.seen.map {
          Seen(system: $0.name, training: Known($0.gap.seen), validation: Known($0.gap.unseen))
        }, curves: report.curves, notes: report.notes, warnings: report.warnings)
    ]
  }
}

extension ReportRecord.Numbers {
  /// The metrics of a single run.
  init(_ value: (Metric) -> Double?) {
    values = Metric.dictionary { [value($0)] }
    mean = Metric.dictionary(value)
    deviation = [:]
  }
}

extension ReportRecord.System {
  init(_ system: SystemResult, copyOf original: String?) {
    name = system.name
    doc = system.doc
    copyOf = original
    pooled = ReportRecord.Numbers { $0.value(of: system.pooled) }
    let frames = system.pooled.frames
    confusion = (0..<frames.types).map { Array(frames.confusion[$0 * frames.types..<($0 + 1) * frames.types]) }
    let bins = frames.calibration.bins.compactMap { bin in
      bin.confidence.flatMap { confidence in
        bin.accuracy.map { ReportRecord.Bin(frames: bin.frames, confidence: confidence, accuracy: $0) }
      }
    }
    reliability = bins.isEmpty ? nil : bins
  }
}

extension ReportRecord.Known {
  init(_ judgement: Judgement) {
    frames = judgement.frames
    accuracy = judgement.accuracy
    confidence = judgement.confidence
  }
}

extension ReportRecord.Difference {
  init(_ difference: PairedDifference) {
    count = difference.count
    mean = difference.mean
    standardError = difference.standardError
    higher = difference.higher
    lower = difference.lower
    equal = difference.equal
  }
}

extension ReportRecord.Song {
  /// A song by its place in the report.
  init(_ place: Int, of report: LearningReport) {
    let types = report.vocabulary.types
    let score = report.systems.first?.songs[place]
    song = report.songs[place].name
    seconds = score?.frames.frames ?? 0
    truth = Metric.dictionary { metric in score.flatMap { metric.valueOfTruth(in: $0) } }
    values = Dictionary(
      report.systems.map { system in (system.name, Metric.dictionary { $0.value(of: system.songs[place]) }) }
    ) { first, _ in first }
    let lanes = report.songs[place].lanes
    trueTypes = lanes.map { $0.truth.map { $0.map { types[$0] } ?? Vocabulary.unknown } }
    systemTypes = lanes.map { lanes in
      Dictionary(lanes.lanes.map { ($0.name, $0.labels.map { types[$0] }) }) { first, _ in first }
    }
  }
}

extension Metric {
  /// What is known of each metric, by its name.
  fileprivate static func dictionary<Value>(_ value: (Metric) -> Value?) -> [String: Value] {
    Dictionary(uniqueKeysWithValues: allCases.compactMap { metric in value(metric).map { (metric.rawValue, $0) } })
  }
}
