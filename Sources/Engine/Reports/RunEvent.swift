import StageKit

/// What happens in a run, in order; for progress displays and `--events`.
public enum RunEvent: Sendable {
  /// The run has found its tracks, so many of each part.
  case started(tracks: Int, parts: [TrackPart: Int])
  /// Work on a track begins.
  case trackStarted(path: String)
  /// A track has done what it can do alone, and has documents that wait for the corpus; it will be finished later.
  case trackWaits(TrackReport)
  /// A track is done, one way or another.
  case trackFinished(TrackReport)
  /// A corpus stage begins to work.
  case corpusStageStarted(stage: String)
  /// A corpus stage has learned some more.
  case learningProgressed(stage: String, LearningProgress)
  /// A corpus stage says something that a person should know.
  case corpusStageWarned(stage: String, sentence: String)
  /// A corpus stage is done; `reason` says why it failed, if it did. A cached one did not have to work.
  case corpusStageFinished(stage: String, documents: [String], reason: String?, isCached: Bool)
  /// The run is over.
  case finished(RunSummary)
}
