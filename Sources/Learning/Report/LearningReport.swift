import Formats
import Shots
import StageKit

/// All that a training report says of one run, as a value: it is written as JSON for programs and as a page for people.
public struct LearningReport: Sendable {
  /// What was trained on what, in a line.
  public let title: String
  /// The shot types.
  public let vocabulary: Vocabulary
  /// Which part of the corpus the songs are of.
  public let part: TrackPart
  /// By part: the names of all songs of the run, scored or not.
  public let parts: [TrackPart: [String]]
  /// The seed of the run.
  public let seed: UInt64
  /// The songs, in the order of the systems' scores.
  public let songs: [ScoredSong]
  /// The systems and controls, in the order of the table.
  public let systems: [SystemResult]
  /// What is compared song by song.
  public let comparisons: [SystemComparison]
  /// How right and how sure systems are on songs that they learned from, beside songs that they did not.
  public let seen: [SeenSystem]
  /// How the networks learned.
  public let curves: [LearningCurve]
  /// What is worth knowing besides the numbers.
  public let notes: [String]
  /// What a reader must know before trusting the numbers.
  public let warnings: [String]

  /// A report.
  public init(
    title: String, vocabulary: Vocabulary, part: TrackPart = .test, parts: [TrackPart: [String]] = [:], seed: UInt64,
    songs: [ScoredSong], systems: [SystemResult], comparisons: [SystemComparison] = [], seen: [SeenSystem] = [],
    curves: [LearningCurve] = [],
    notes: [String] = [], warnings: [String] = []
  ) {
    self.title = title
    self.vocabulary = vocabulary
    self.part = part
    self.parts = parts
    self.seed = seed
    self.songs = songs
    self.systems = systems
    self.comparisons = comparisons
    self.seen = seen
    self.curves = curves
    self.notes = notes
    self.warnings = warnings
  }

  /// The report as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.
  public var page: Document { ReportPage(self).markup.page }

  /// The report as JSON with sorted keys, so that the same report gives the same bytes.
  ///
  /// - Throws: ``Failure`` if a number is infinite or none, as of a training run that diverged.
  public func json() throws(Failure) -> String {
    do throws(Failure) {
      return try JSON.pretty(ReportRecord(self))
    } catch {
      throw Failure(error.reason, remedy: "lower learning_rate: the training diverged")
    }
  }
}

extension LearningReport {
  /// By system: the name of the first system before it that said the same of all songs; `nil` if none did.
  var originals: [String?] {
    systems.indices.map { place in
      systems[..<place].first { !$0.songs.isEmpty && $0.songs == systems[place].songs }?.name
    }
  }
}

/// A system on songs that it learned from, beside others.
public struct SeenSystem: Sendable {
  /// The system's name.
  public let name: String
  /// Its judgements.
  public let gap: SeenGap

  /// A system's judgements.
  public init(name: String, gap: SeenGap) {
    self.name = name
    self.gap = gap
  }
}

/// A song that systems were scored on.
public struct ScoredSong: Sendable, Hashable {
  /// The song's name.
  public let name: String
  /// What is drawn of it; `nil` for songs of which the numbers are enough.
  public let lanes: SongLanes?

  /// A song.
  public init(name: String, lanes: SongLanes? = nil) {
    self.name = name
    self.lanes = lanes
  }
}
