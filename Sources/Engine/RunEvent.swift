import StageKit

/// What happens in a run, in order; for progress displays and `--events`.
///
/// A track that has stages after the corpus's is finished once and continued once.
public enum RunEvent: Sendable {
  /// The run has found its tracks.
  case started(tracks: Int)
  /// Work on a track begins.
  case trackStarted(path: String)
  /// A track is done, one way or another.
  case trackFinished(TrackReport)
  /// A corpus stage has learned for another epoch.
  case learningProgressed(stage: String, LearningProgress)
  /// A corpus stage says something that a person should know.
  case corpusStageWarned(stage: String, sentence: String)
  /// A corpus stage is done; `reason` says why it failed, if it did.
  case corpusStageFinished(stage: String, documents: [String], reason: String?, isCached: Bool)
  /// The stages of a track that take from the corpus are done, one way or another.
  case trackContinued(TrackReport)
  /// The run is over.
  case finished(RunSummary)
}
