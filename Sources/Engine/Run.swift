import Pipeline
import StageKit

/// A plan over a library: bounded concurrency, one track's failure is its own, documents published atomically.
///
/// A run has three phases: each track alone, then the stages that see the corpus, then what takes from these for each
/// track.
public struct Run: Sendable {
  private let plan: Plan
  private let phases: Phases
  private let options: RunOptions
  private let folder: OutputFolder
  private let tracks: [LibraryTrack]
  private let version: String
  private let trackRunner: TrackRunner
  private let corpusRunner: CorpusRunner
  private let lateRunner: LateRunner

  /// Prepares a run, and checks that each document has a place of its own. Nothing is written yet.
  ///
  /// - Parameter version: The program's version; a part of what documents are made from.
  /// - Throws: ``StageFailure`` if the output folder cannot be used, or two documents would be one file.
  public init(
    of plan: Plan, over library: Library, options: RunOptions, version: String
  ) throws(StageFailure) {
    self.plan = plan
    self.options = options
    self.version = version
    tracks = library.tracks
    phases = Phases(plan)
    folder = try OutputFolder(path: options.output)
    trackRunner = TrackRunner(plan: plan, phases: phases, folder: folder, version: version)
    corpusRunner = CorpusRunner(
      plan: plan, phases: phases, folder: folder, version: version, threads: options.jobs)
    lateRunner = LateRunner(phases: phases, folder: folder, version: version)
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
    let kept = try KeptFolder(in: folder, pipeline: plan.file)
    let handOver = HandOver(
      plan: plan, phases: phases, store: ArtifactStore(plan, folder: kept), kept: kept, version: version)
    func tell(_ event: RunEvent) throws {
      switch event {
      case .trackFinished(let track), .trackContinued(let track): try journal.append(track)
      default: break
      }
      report(event)
    }

    try tell(.started(tracks: tracks.count))
    var results = try await runTracks(publisher: publisher, handOver: handOver, report: tell)
    if results.summary.end == .allDone, !phases.corpus.isEmpty {
      try await runCorpus(after: &results, publisher: publisher, handOver: handOver, report: tell)
    }
    if results.summary.end == .allDone { publisher.removeUnused(of: kept) }
    try tell(.finished(results.summary))
    return results.summary
  }

  /// The first phase: each track alone.
  private func runTracks(
    publisher: Publisher, handOver: HandOver, report: (RunEvent) throws -> Void
  ) async throws -> TrackResults {
    var results = TrackResults(failFast: options.failFast)
    let runner = trackRunner
    try await Workers(count: options.jobs)(through: tracks) { track in
      try report(.trackStarted(path: track.path))
    } work: { track in
      try runner.run(track, publisher: publisher, handOver: handOver)
    } take: { outcome in
      results.take(outcome)
      if let outcome { try report(.trackFinished(outcome.report)) }
      return results.summary.end == .allDone
    }
    return results
  }

  /// The second phase, the stages of the corpus, and the third.
  private func runCorpus(
    after results: inout TrackResults, publisher: Publisher, handOver: HandOver, report: (RunEvent) throws -> Void
  ) async throws {
    let corpus = results.corpus.sorted { ($0.info.name, $0.info.path) < ($1.info.name, $1.info.path) }
    let (events, sender) = AsyncStream.makeStream(of: RunEvent.self)
    let runner = corpusRunner
    let learning = Task {
      defer { sender.finish() }
      return try runner.run(
        over: corpus, store: handOver.store, kept: handOver.kept, publisher: publisher,
        report: { sender.yield($0) })
    }
    do {
      try await withTaskCancellationHandler {
        for await event in events { try report(event) }
      } onCancel: {
        learning.cancel()
      }
      let work = try await learning.value
      results.summary.failedCorpusStages = work.failures
      try await runLate(corpus, work: work, results: &results, publisher: publisher, report: report)
    } catch is CancellationError {
      results.summary.end = .interruption
    }
  }

  /// The third phase: what takes from the corpus, for each track.
  private func runLate(
    _ corpus: [CorpusTrack], work: LaterWork, results: inout TrackResults, publisher: Publisher,
    report: (RunEvent) throws -> Void
  ) async throws {
    guard !phases.late.flatMap(\.documents).isEmpty else { return }
    let known = Dictionary(corpus.map { ($0.info.path, $0) }) { first, _ in first }
    let runner = lateRunner
    var summary = results.summary
    let failFast = options.failFast
    try await Workers(count: options.jobs)(through: tracks.filter { known[$0.path] != nil }) { _ in
    } work: { track in
      try known[track.path].flatMap { try runner.run(track, as: $0, work: work, publisher: publisher) }
    } take: { (finished: TrackReport??) in
      guard let finished, !Task.isCancelled else {
        summary.end = .interruption
        return false
      }
      guard let track = finished else { return true }
      if track.status == .failed {
        summary.lateFailures += 1
        if failFast { summary.end = .failure }
      }
      try report(.trackContinued(track))
      return summary.end == .allDone
    }
    results.summary = summary
  }

  /// The documents that a run would make of single tracks, each with the reason: what `--dry-run` prints. Those that wait
  /// for corpus stages are not among them.
  ///
  /// - Throws: ``StageFailure`` if a track's file cannot be read.
  public func pending(for track: LibraryTrack) throws -> [(document: String, stage: String, reason: String)] {
    try trackRunner.staleness(of: track, identity: TrackIdentity(track, plan: plan)).map {
      ($0.document.path, $0.document.port.stage, $0.reason)
    }
  }

  /// The corpus stages that would work, if all tracks that can be read reach them, and the stages of tracks that would
  /// follow.
  ///
  /// - Throws: ``StageFailure`` if the output folder cannot be used.
  public func pendingCorpusStages() throws(StageFailure) -> [String] {
    guard !phases.corpus.isEmpty else { return [] }
    let store = ArtifactStore(plan, folder: try KeptFolder(in: folder, pipeline: plan.file))
    let ordered = tracks.sorted { ($0.name, $0.path) < ($1.name, $1.path) }
    let inputKey = corpusRunner.inputKey(
      of: ordered.compactMap { track in
        (try? TrackIdentity(track, plan: plan)).map { ($0.key, track.part) }
      })
    return phases.corpus.filter { !corpusRunner.isUpToDate($0, inputKey: inputKey, store: store) }.map(\.name)
  }

  private var plannedDocuments: [(path: String, owner: String)] {
    let ofTracks = tracks.flatMap { track in
      (trackRunner.documents(of: track) + lateRunner.documents(of: track)).map { ($0.path, track.file) }
    }
    let ofCorpus = phases.corpus.flatMap { stage in
      PlannedDocument.documents(of: stage, for: nil).map { ($0.path, "the stage \(stage.name)") }
    }
    return ofTracks + ofCorpus
  }

  private func checkDocuments() throws(StageFailure) {
    var check = DocumentCheck()
    for (path, owner) in plannedDocuments { try check.add(path, of: owner) }
  }
}
