import Audio
import Files
import Pipeline
import StageKit

/// A plan over a library: bounded concurrency, one track's failure is its own, documents published atomically.
///
/// A run has three phases: each track alone, then the stages that see the corpus, then what takes from these for each
/// track.
public struct Run: Sendable {
  let plan: Plan
  let phases: Phases
  let folder: OutputFolder
  let tracks: [LibraryTrack]
  let trackRunner: TrackRunner
  let corpusRunner: CorpusRunner
  let lateRunner: LateRunner
  /// What is kept between phases and runs.
  let handOver: HandOver

  private let options: RunOptions

  /// Prepares a run, and checks that each document has a place of its own. Nothing is written yet.
  ///
  /// - Parameter version: The program's version; a part of what documents are made from.
  /// - Throws: ``Failure`` if the output folder cannot be used, two documents would be one file, or a stage gives to
  ///   later ones what cannot be kept for them.
  public init(
    of plan: Plan, over library: Library, options: RunOptions, version: String
  ) throws(Failure) {
    self.plan = plan
    self.options = options
    tracks = library.tracks
    phases = Phases(plan)
    folder = try OutputFolder(path: options.output)
    trackRunner = TrackRunner(
      plan: plan, phases: phases, folder: folder, version: version, decoders: DecoderPool(options.decoding))
    corpusRunner = CorpusRunner(plan: plan, phases: phases, folder: folder, version: version, threads: options.jobs)
    lateRunner = LateRunner(phases: phases, folder: folder, version: version)
    let store = try ArtifactStore(plan, phases: phases, folder: KeptFolder(in: folder, pipeline: plan.file))
    handOver = HandOver(plan: plan, phases: phases, store: store, version: version)
    try checkDocuments()
  }

  /// Runs; tracks that cannot be completed are reported and do not stop the others.
  ///
  /// Cancelling the task interrupts the run: work that is going on is dropped, what is done stays.
  ///
  /// - Parameter report: Is told what happens, in order, never by two threads at once.
  public func callAsFunction(report: (RunEvent) -> Void) async throws -> RunSummary {
    let publisher = try Publisher(folder, planned: Set(plannedDocuments.map(\.path)))
    let journal = try LineFile(path: "\(folder.path)/run.jsonl", mode: .shared)
    func tell(_ event: RunEvent) throws {
      if case .trackFinished(let track) = event { try journal.append(track) }
      report(event)
    }
    try tell(.started(tracks: tracks.count))
    var results = TrackResults(failFast: options.failFast)
    try await runTracks(&results, publisher: publisher, report: tell)
    if results.summary.end == .allDone, !phases.corpus.isEmpty {
      try await runCorpus(&results, publisher: publisher, report: tell)
    }
    // A stage that failed has not told what it will want next time.
    if results.summary.isFlawless { publisher.ifAlone { handOver.store.folder.settle() } }
    try tell(.finished(results.summary))
    return results.summary
  }

  /// The first phase: each track alone.
  private func runTracks(
    _ results: inout TrackResults, publisher: Publisher, report: (RunEvent) throws -> Void
  ) async throws {
    let runner = trackRunner
    let handOver = phases.corpus.isEmpty ? nil : handOver
    try await Workers(count: options.jobs)(through: tracks) { track in
      try report(.trackStarted(path: track.path))
    } work: { track in
      try runner.run(track, publisher: publisher, handOver: handOver)
    } take: { outcome in
      results.checkInterruption(wasDropped: outcome == nil)
      if let outcome {
        let waits = results.take(outcome, waits: phases.haveLateDocuments)
        try report(waits ? .trackWaits(outcome.report) : .trackFinished(outcome.report))
      }
      return results.summary.end == .allDone
    }
  }

  /// The second phase, the stages of the corpus, and the third.
  private func runCorpus(
    _ results: inout TrackResults, publisher: Publisher, report: (RunEvent) throws -> Void
  ) async throws {
    do {
      let work = try await learn(from: results.corpus, publisher: publisher, report: report)
      results.summary.failedCorpusStages = work.failures
      try await runLate(&results, work: work, publisher: publisher, report: report)
    } catch is CancellationError {
      results.summary.end = .interruption
    }
  }

  /// The second phase, on a thread of its own, so that its progress is shown.
  private func learn(
    from tracks: [CorpusTrack], publisher: Publisher, report: (RunEvent) throws -> Void
  ) async throws -> LaterWork {
    let corpus = tracks.sorted { CorpusMember.precede(CorpusMember($0), CorpusMember($1)) }
    let (events, sender) = AsyncStream.makeStream(of: RunEvent.self)
    let (runner, handOver, cancellation) = (corpusRunner, handOver, Cancellation())
    return try await withThrowingTaskGroup(of: LaterWork.self) { group in
      group.addTask(executorPreference: OwnThread()) {
        defer { sender.finish() }
        return try await withTaskCancellationHandler {
          try runner.run(
            over: corpus, handOver: handOver, publisher: publisher, cancellation: cancellation,
            report: { sender.yield($0) })
        } onCancel: {
          cancellation.cancel()
        }
      }
      for await event in events { try report(event) }
      guard let work = try await group.next() else { throw CancellationError() }
      return work
    }
  }

  /// The third phase: what takes from the corpus, for each track.
  private func runLate(
    _ results: inout TrackResults, work: LaterWork, publisher: Publisher, report: (RunEvent) throws -> Void
  ) async throws {
    let runner = lateRunner
    let waiting = results.waiting.sorted { LibraryTrack.precede($0.track, $1.track) }
    try await Workers(count: options.jobs)(through: waiting) { _ in
    } work: { track in
      try runner.run(track, work: work, publisher: publisher)
    } take: { finished in
      results.checkInterruption(wasDropped: finished == nil)
      if let finished {
        results.finish(finished)
        try report(.trackFinished(finished))
      }
      return results.summary.end == .allDone
    }
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

  private func checkDocuments() throws(Failure) {
    var check = DocumentCheck()
    for (path, owner) in plannedDocuments { try check.add(path, of: owner) }
  }
}
