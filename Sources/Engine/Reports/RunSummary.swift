/// The outcome of a run.
public struct RunSummary: Sendable, Codable {
  /// Why a run ended.
  public enum End: String, Sendable, Codable {
    /// All tracks were tried.
    case allDone
    /// A track failed, and the run was asked to stop then.
    case failure
    /// The task was cancelled.
    case interruption
    /// Nothing more could be written: the disk is full, or the output folder takes no writing. Of an attempt at a
    /// part of a library also: what may pass, as songs whose disk is not there.
    case gaveUp
  }

  /// Files that earlier runs wrote of the run's songs, and that its plan does not make.
  public struct Earlier: Sendable, Codable {
    /// How many there were.
    public let count: Int
    /// How many of them nobody has changed or needs, as far as this run looked.
    public let removable: Int
    /// How many of them are removed.
    public let removed: Int
    /// One of them, of those removed if any is, by path below the output folder.
    public let example: String
  }

  /// How many tracks ended in each way.
  public var counts: [TrackStatus: Int] = [:]
  /// How many of the damaged tracks have documents of what could be decoded.
  public var partialCount = 0
  /// Corpus stages that failed, with the reason.
  public var failedCorpusStages: [String: String] = [:]
  /// Documents of corpus stages that stay, because somebody else wrote or changed them.
  public var editedCorpusDocuments: [String] = []
  /// What earlier runs left beside the documents; `nil` if nothing.
  public var earlier: Earlier?
  /// Why the run ended.
  public var end = End.allDone
  /// Why a run that gave up did so.
  public var reason: String?

  /// Nothing yet.
  public init() {}

  /// How many tracks are complete.
  public var completeCount: Int { counts.filter(\.key.isComplete).map(\.value).reduce(0, +) }

  /// How many tracks were tried.
  public var triedCount: Int { counts.values.reduce(0, +) }

  /// How many tracks failed: they lack documents, and are not damaged tracks that are kept.
  public var failedCount: Int {
    counts.filter { !$0.key.isComplete && $0.key != .edited }.map(\.value).reduce(0, +) - partialCount
  }

  /// Whether nothing failed, and nothing was left undone.
  public var isFlawless: Bool {
    end == .allDone && failedCount == 0 && counts[.edited] == nil && failedCorpusStages.isEmpty
      && editedCorpusDocuments.isEmpty
  }

  /// Takes in a track that is done.
  mutating func add(_ report: TrackReport, failFast: Bool) {
    counts[report.status, default: 0] += 1
    if report.isPartial { partialCount += 1 }
    let hasFailed = !report.status.isComplete && report.status != .edited && !report.isPartial
    if failFast, hasFailed { end = .failure }
  }
}
