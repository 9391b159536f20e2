/// How much of a corpus a stage sees at once.
public enum Granularity: String, Sendable {
  /// Blocks of frames as they stream by.
  case frame
  /// All of one track.
  case track
  /// The tracks of a run.
  case corpus
  /// The tracks of a run, and then each with what was learned.
  case learner

  /// Whether the stage sees the tracks of a run: its documents are the corpus's.
  public var isOfCorpus: Bool { self == .corpus || self == .learner }
}
