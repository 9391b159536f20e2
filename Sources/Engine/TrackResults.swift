/// What has come of the tracks of a run so far.
struct TrackResults: Sendable {
  /// Whether the first failed track stops the run.
  let failFast: Bool

  /// The counts, and why the run ends.
  var summary = RunSummary()
  /// The tracks that reached the corpus stages, in the order in which they were done.
  private(set) var corpus: [CorpusTrack] = []

  init(failFast: Bool) {
    self.failFast = failFast
  }

  /// Takes a track in; `nil` for one that was cancelled.
  mutating func take(_ outcome: TrackRunner.Outcome?) {
    if let outcome {
      let report = outcome.report
      summary.counts[report.status, default: 0] += 1
      if report.isDamagedButKept { summary.keptCount += 1 }
      if let track = outcome.corpusTrack { corpus.append(track) }
      if failFast, !report.status.isComplete, !report.isDamagedButKept { summary.end = .failure }
    }
    if outcome == nil || Task.isCancelled, summary.end == .allDone { summary.end = .interruption }
  }
}
