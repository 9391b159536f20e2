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
    let mayUseCache = isCorpusUpToDate
    var results = try await runTracks(publisher: publisher, mayUseCache: mayUseCache) { event in
      if case .trackFinished(let track) = event { try journal.append(track) }
      report(event)
    }
    if results.summary.end == .allDone, !mayUseCache {
      try runCorpusStages(after: &results, publisher: publisher, report: report)
    }
    report(.finished(results.summary))
    return results.summary
  }

  /// Runs all tracks, as many at once as the options say.
  private func runTracks(
    publisher: Publisher, mayUseCache: Bool, report: (RunEvent) throws -> Void
  ) async throws -> TrackResults {
    try await withThrowingTaskGroup(of: TrackRunner.Outcome?.self) { group in
      var results = TrackResults(failFast: options.failFast)
      var waiting = tracks[...]
      for _ in 0..<min(options.jobs, tracks.count) {
        try start(waiting.removeFirst(), in: &group, publisher: publisher, mayUseCache: mayUseCache, report: report)
      }
      while let outcome = try await group.next() {
        results.take(outcome)
        if let outcome { try report(.trackFinished(outcome.report)) }
        if results.summary.end != .allDone {
          group.cancelAll()
        } else if !waiting.isEmpty {
          try start(waiting.removeFirst(), in: &group, publisher: publisher, mayUseCache: mayUseCache, report: report)
        }
      }
      return results
    }
  }

  private func start(
    _ track: LibraryTrack, in group: inout ThrowingTaskGroup<TrackRunner.Outcome?, any Error>, publisher: Publisher,
    mayUseCache: Bool, report: (RunEvent) throws -> Void
  ) throws {
    try report(.trackStarted(path: track.path))
    let runner = trackRunner
    // A cancelled track gives nothing: it is neither complete nor failed.
    group.addTask { try? runner.run(track, publisher: publisher, mayUseCache: mayUseCache) }
  }

  private func runCorpusStages(
    after results: inout TrackResults, publisher: Publisher, report: (RunEvent) -> Void
  ) throws {
    let corpus = results.corpus.sorted { ($0.info.name, $0.info.path) < ($1.info.name, $1.info.path) }
    do {
      results.summary.failedCorpusStages = try corpusRunner.run(over: corpus, publisher: publisher, report: report)
    } catch is CancellationError {
      results.summary.end = .interruption
    }
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
