import Files
import Pipeline
import StageKit
import Synchronization

extension Scheduler {
  /// Brings a corpus stage's results and documents up to date.
  func work(
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
