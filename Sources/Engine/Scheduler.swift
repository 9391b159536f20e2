import Files
import Pipeline
import StageKit
import Store
import Synchronization

/// Goes through a run: turns of the tracks, and between them the corpus stages that must work. It belongs to one task.
final class Scheduler {
  let run: Run
  /// What has come of the run so far.
  var summary = RunSummary()

  private var graph: TaskGraph { run.graph }

  init(run: Run) {
    self.run = run
  }

  /// - Parameters:
  ///   - tell: Is told, from any thread, that the run waits for another one.
  ///   - report: Is told what happens, in order.
  /// - Throws: ``Failure`` if nothing more can be written, `CancellationError`.
  func start(tell: @escaping @Sendable (String) -> Void, report: (RunEvent) -> Void) async throws {
    report(.started(tracks: run.tracks.count))
    let store = try Store(path: run.options.storePath) {
      tell("waits for another process that collects the store \(run.options.storePath)")
    }
    let folder = run.folder.path
    let publisher = try Publisher(
      run.folder, places: run.places, run: run.id, overwrites: run.options.overwrites,
      tell: { tell("waits for another run that writes to \(folder)") })
    do {
      try await work(run.ground(store: store, published: publisher.published), publisher, report: report)
    } catch {
      // Whatever ended the run, what it has used and made is of use to the next.
      publisher.close()
      try? store.keep(run.manifest(of: store))
      throw error
    }
    publisher.close()
    try store.keep(run.manifest(of: store))
  }

  private func work(_ ground: RunGround, _ publisher: Publisher, report: (RunEvent) -> Void) async throws {
    let journal = try LineFile(path: "\(run.folder.path)/run.jsonl", mode: .appending)
    try publisher.publishOwn(RunRecord(run).text, as: RunRecord.name)
    func finish(_ progress: TrackProgress) throws {
      let line = progress.report(of: run.id, time: RunClock.now)
      try journal.append(line)
      summary.add(line, failFast: run.options.failFast)
      report(.trackFinished(line))
    }
    if graph.corpus.isEmpty {
      try await runTracks(ground, publisher, begin: { report(.trackStarted(path: $0.path)) }, finish: finish)
    } else {
      try await runCorpus(ground, publisher, report: report, finish: finish)
    }
  }

  /// A plan of single tracks: one turn each.
  private func runTracks(
    _ ground: RunGround, _ publisher: Publisher, begin: (LibraryTrack) -> Void, finish: (TrackProgress) throws -> Void
  ) async throws {
    let turn = TrackTurn(ground: ground, publisher: publisher, level: 0, corpusStage: nil)
    try await Jobs(count: run.options.jobs)(through: run.tracks, begin: begin) { track in
      var progress = TrackProgress(track)
      guard let member = try progress.identify(on: ground) else { return progress }
      return try turn(member, progress)
    } take: { result in
      try finish(try result.get())
      return summary.end == .allDone
    }
  }

  /// A plan with corpus stages: turns of all tracks, and after each the stage that must work.
  private func runCorpus(
    _ ground: RunGround, _ publisher: Publisher, report: (RunEvent) -> Void, finish: (TrackProgress) throws -> Void
  ) async throws {
    var corpus = try await members(ground, report: report, finish: finish)
    guard summary.end == .allDone else { return }
    corpus.setKeys(from: 0, on: ground)
    var demand = try CorpusDemand(of: corpus.members, on: ground)
    let last = graph.lastTurn(before: Set(graph.corpus))
    for level in 0...graph.corpus.count {
      let index = level < graph.corpus.count ? graph.corpus[level] : nil
      let needed = index.flatMap { demand.stages.contains($0) ? $0 : nil }
      if level == 0 || needed != nil || graph.hasDocuments(at: level) {
        let turn = TrackTurn(ground: ground, publisher: publisher, level: level, corpusStage: needed)
        let failed = try await corpus.turn(turn, jobs: run.options.jobs) { progress in
          if !progress.goesOn || level == last {
            try finish(progress)
          } else if level == 0 {
            report(.trackWaits(progress.report(of: run.id, time: RunClock.now)))
          }
          return summary.end == .allDone
        }
        guard summary.end == .allDone else { return }
        if failed, level < graph.corpus.count {
          // Without them the stages that come are other tasks, of which the store may have the results.
          corpus.setKeys(from: level, on: ground)
          demand = try CorpusDemand(of: corpus.members, on: ground, from: level)
        }
        // Only now it is known which stages work, and so whether the tracks have another turn.
        if level < last, graph.lastTurn(before: demand.stages) <= level { try corpus.progress.forEach(finish) }
      }
      if let index { try await work(index, demand, corpus.members, ground, publisher, report: report) }
    }
    summary.failedCorpusStages = ground.shared.failures
  }

  /// The tracks that reach the corpus stages; those that cannot be read are finished.
  private func members(
    _ ground: RunGround, report: (RunEvent) -> Void, finish: (TrackProgress) throws -> Void
  ) async throws -> CorpusTurns {
    var corpus = CorpusTurns()
    try await Jobs(count: run.options.jobs)(through: run.tracks) { track -> (CorpusMember?, TrackProgress) in
      var progress = TrackProgress(track)
      return (try progress.identify(on: ground), progress)
    } take: { result in
      let (member, progress) = try result.get()
      if let member { corpus.add(member, progress) } else { try finish(progress) }
      return summary.end == .allDone
    }
    corpus.sort()
    return corpus
  }

  /// Brings a corpus stage's results and documents up to date.
  private func work(
    _ index: Int, _ demand: CorpusDemand, _ members: [CorpusMember], _ ground: RunGround, _ publisher: Publisher,
    report: (RunEvent) -> Void
  ) async throws {
    guard let key = ground.shared.keys[index] else { return }
    ground.store.use(key)
    let name = graph.nodes[index].stage.name
    let work = CorpusWork(index: index, ground: ground, key: key)
    let makings = demand.makings[index] ?? []
    let isNew = demand.stages.contains(index)
    var outcome = Publisher.Outcome()
    func tellOutcome() -> [String] {
      for sentence in outcome.warnings { report(.corpusStageWarned(stage: name, sentence: sentence)) }
      return outcome.published.flatMap { ground.published.paths(of: $0) }
    }
    do {
      try Task.checkCancellation()
      try ground.shared.checkGivers(of: index)
      if isNew || !makings.isEmpty {
        var given = isNew ? nil : work.stored()
        if given == nil {
          report(.corpusStageStarted(stage: name))
          given = try await carryOut(work, over: members, report: report)
        }
        let results = given ?? Artifacts()
        ground.shared.add(results, of: index)
        let items = try makings.map { making in
          guard let content = results[named: making.document.port.port].first?.value as? Document else {
            throw Failure("gave no document")
          }
          return Publisher.Item(making: making, content: content)
        }
        try publisher.publish(items, &outcome)
      }
      let stays = Set(work.edited + outcome.left).subtracting(outcome.published).sorted()
      _ = tellOutcome()
      if !stays.isEmpty {
        summary.editedCorpusDocuments += stays
        let sentence = "not as songboard wrote it, and stays: \(stays.joined(separator: ", ")); --overwrite replaces it"
        report(.corpusStageWarned(stage: name, sentence: sentence))
      }
      let documents = work.documents.flatMap { ground.published.paths(of: $0.document.path) }
      report(.corpusStageFinished(stage: name, documents: documents, reason: nil, isCached: !isNew))
    } catch {
      // Whatever a stage makes of being interrupted is no fault of its own.
      try Task.checkCancellation()
      if error is CancellationError { throw error }
      if let failure = error as? Failure, failure.endsRun { throw failure }
      ground.shared.fail(index, "\(error)")
      // What was published before one failed is told.
      report(.corpusStageFinished(stage: name, documents: tellOutcome(), reason: "\(error)", isCached: false))
    }
  }

  /// Has a corpus stage work on a thread of its own, so that its progress is shown.
  private func carryOut(
    _ work: CorpusWork, over members: [CorpusMember], report: (RunEvent) -> Void
  ) async throws -> Artifacts {
    let (events, sender) = AsyncStream.makeStream(of: RunEvent.self)
    let (threads, jobs) = (try JobThreads(count: 1), run.options.jobs)
    return try await withThrowingTaskGroup(of: Artifacts.self) { group in
      group.addTask(executorPreference: threads) {
        defer { sender.finish() }
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
          try work.carryOut(
            over: members, threads: jobs, isCancelled: { cancellation.isCancelled }, report: { sender.yield($0) })
        } onCancel: {
          cancellation.cancel()
        }
      }
      for await event in events { report(event) }
      guard let given = try await group.next() else { throw CancellationError() }
      return given
    }
  }
}

/// Whether a run has been interrupted, for work that asks from threads of its own.
private final class Cancellation: Sendable {
  private let flag = Atomic(false)

  /// Whether it has.
  var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Interrupts the run.
  func cancel() { flag.store(true, ordering: .relaxed) }
}
