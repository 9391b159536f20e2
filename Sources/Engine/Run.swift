import Pipeline
import StageKit

/// A plan over a library: bounded concurrency, one track's failure is its own, documents published atomically.
public struct Run: Sendable {
  private let plan: Plan
  private let options: RunOptions
  private let folder: OutputFolder
  private let tracks: [LibraryTrack]
  private let trackRunner: TrackRunner
  private let corpusRunner: CorpusRunner

  /// Prepares a run, and checks that each document has a place of its own. Nothing is written yet.
  ///
  /// - Parameter version: The program's version; a part of what documents are made from.
  /// - Throws: ``StageFailure`` if the output folder cannot be used, or two documents would be one file.
  public init(
    of plan: Plan, over library: Library, options: RunOptions, version: String
  ) throws(StageFailure) {
    self.plan = plan
    self.options = options
    tracks = library.tracks
    folder = try OutputFolder(path: options.output)
    corpusRunner = CorpusRunner(plan: plan, folder: folder, version: version)
    trackRunner = TrackRunner(plan: plan, folder: folder, version: version, corpusInputs: corpusRunner.inputs)
    try checkDocuments()
  }

  /// Runs; tracks that cannot be completed are reported and do not stop the others.
  ///
  /// Cancelling the task interrupts the run: tracks in work are dropped, those done stay.
  ///
  /// - Parameter report: Is told what happens, in order, never by two threads at once.
  public func callAsFunction(report: (RunEvent) -> Void) async throws -> RunSummary {
    let publisher = try Publisher(folder, planned: Set(plannedDocuments.map(\.path)))
    let journal = try LineFile(path: "\(folder.path)/run.jsonl", mode: .shared)
    report(.started(tracks: tracks.count))
    var summary = RunSummary()
    var corpus: [CorpusTrack] = []
    let mayUseCache = isCorpusUpToDate

    try await withThrowingTaskGroup(of: TrackRunner.Outcome?.self) { group in
      var waiting = tracks.makeIterator()
      func startNext() {
        guard summary.end == .allDone, let track = waiting.next() else { return }
        report(.trackStarted(path: track.path))
        // A cancelled track gives nothing: it is neither complete nor failed.
        group.addTask { try? trackRunner.run(track, publisher: publisher, mayUseCache: mayUseCache) }
      }
      for _ in 0..<options.jobs { startNext() }
      while let finished = try await group.next() {
        guard let outcome = finished else {
          if summary.end == .allDone { summary.end = .interruption }
          continue
        }
        try journal.append(outcome.report)
        summary.counts[outcome.report.status, default: 0] += 1
        if outcome.report.isDamagedButKept { summary.keptCount += 1 }
        if let track = outcome.corpusTrack { corpus.append(track) }
        report(.trackFinished(outcome.report))
        if options.failFast, !outcome.report.status.isComplete, !outcome.report.isDamagedButKept {
          summary.end = .failure
          group.cancelAll()
        }
        if Task.isCancelled, summary.end == .allDone { summary.end = .interruption }
        startNext()
      }
    }

    if summary.end == .allDone, !mayUseCache {
      corpus.sort { ($0.info.name, $0.info.path) < ($1.info.name, $1.info.path) }
      do {
        summary.failedCorpusStages = try corpusRunner.run(over: corpus, publisher: publisher, report: report)
      } catch is CancellationError {
        summary.end = .interruption
      }
    }
    report(.finished(summary))
    return summary
  }

  /// The documents that a run would make, track by track, each with the reason: what `--dry-run` prints.
  ///
  /// - Throws: ``StageFailure`` if a track's file cannot be read.
  public func pending(for track: LibraryTrack) throws -> [(document: String, stage: String, reason: String)] {
    try trackRunner.staleness(of: track, identity: TrackIdentity(track, plan: plan)).map {
      ($0.document.path, $0.document.port.stage, $0.reason)
    }
  }

  /// The corpus stages whose documents a run would make: all of them, unless every track and document is up to date.
  public var pendingCorpusStages: [String] { isCorpusUpToDate ? [] : corpusRunner.stages.map(\.name) }

  /// Whether the corpus stages have nothing to do, if all tracks that can be read reach them. A run without corpus stages
  /// has nothing to do either.
  private var isCorpusUpToDate: Bool {
    guard !corpusRunner.stages.isEmpty else { return true }
    let keys = tracks.compactMap { (try? TrackIdentity($0, plan: plan))?.key }
    return corpusRunner.isUpToDate(inputKey: corpusRunner.inputKey(of: keys))
  }

  private var plannedDocuments: [(path: String, owner: String)] {
    tracks.flatMap { track in trackRunner.documents(of: track).map { ($0.path, track.file) } }
      + corpusRunner.stages.flatMap { stage in
        PlannedDocument.documents(of: stage, for: nil).map { ($0.path, "the stage \(stage.name)") }
      }
  }

  private func checkDocuments() throws(StageFailure) {
    var check = DocumentCheck()
    for (path, owner) in plannedDocuments { try check.add(path, of: owner) }
  }
}
