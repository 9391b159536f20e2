/// What happens in a run, in order; for progress displays and `--events`.
public enum RunEvent: Sendable {
  /// The run has found its tracks.
  case started(tracks: Int)
  /// Work on a track begins.
  case trackStarted(path: String)
  /// A track is done, one way or another.
  case trackFinished(TrackReport)
  /// A corpus stage is done; `reason` says why it failed, if it did.
  case corpusStageFinished(stage: String, documents: [String], reason: String?)
  /// The run is over.
  case finished(RunSummary)
}
