/// What has come of the tracks of a run so far.
struct TrackResults: Sendable {
  /// Whether the first failed track stops the run.
  let failFast: Bool

  /// The counts, and why the run ends.
  var summary = RunSummary()
  /// The tracks that have passed the first phase, in the order in which they were done.
  private(set) var corpus: [CorpusTrack] = []
  /// Those of them that have documents that wait for the corpus.
  private(set) var waiting: [WaitingTrack] = []

  init(failFast: Bool) {
    self.failFast = failFast
  }

  /// Takes in what the first phase made of a track.
  ///
  /// - Parameter waits: Whether tracks have documents that wait for the corpus.
  /// - Returns: Whether this one has.
  mutating func take(_ outcome: TrackRunner.Outcome, waits: Bool) -> Bool {
    if let known = outcome.corpusTrack {
      corpus.append(known)
      if waits {
        waiting.append(WaitingTrack(track: outcome.track, known: known, report: outcome.report))
        return true
      }
    }
    finish(outcome.report)
    return false
  }

  /// Takes in a track that is done.
  mutating func finish(_ report: TrackReport) {
    summary.counts[report.status, default: 0] += 1
    if report.isDamagedButKept { summary.keptCount += 1 }
    if failFast, !report.status.isComplete, !report.isDamagedButKept { summary.end = .failure }
  }

  /// Ends the run if it is interrupted.
  ///
  /// - Parameter wasDropped: Whether work on a track gave nothing.
  mutating func checkInterruption(wasDropped: Bool) {
    if wasDropped || Task.isCancelled, summary.end == .allDone { summary.end = .interruption }
  }
}
