import Files
import Pipeline
import StageKit

/// Runs the corpus stages of a plan over the tracks that have passed the first phase.
struct CorpusRunner: Sendable {
  let plan: Plan
  let phases: Phases
  let folder: OutputFolder
  let version: String
  /// How many threads a stage may use.
  let threads: Int

  /// What corpus stages' work is made from: the tracks that reach them, what each is for, and what keeps them together.
  ///
  /// - Parameter members: The tracks in their order.
  func inputKey(of members: [CorpusMember]) -> String {
    ContentHash.key([plan.source.damaged.text] + members.flatMap(\.texts))
  }

  /// A stage over tracks.
  func step(_ stage: PlannedStage, inputKey: String) -> CorpusStep {
    CorpusStep(stage: stage, phases: phases, folder: folder, version: version, inputKey: inputKey)
  }

  /// Runs all stages; one that fails does not stop those that do not need it.
  ///
  /// - Parameters:
  ///   - corpus: The tracks in their order.
  ///   - report: Is told what happens, from any thread.
  /// - Returns: What the last phase may take.
  /// - Throws: `CancellationError`.
  func run(
    over corpus: [CorpusTrack], handOver: HandOver, publisher: Publisher, cancellation: Cancellation,
    report: @escaping @Sendable (RunEvent) -> Void
  ) throws -> LaterWork {
    let inputKey = inputKey(of: corpus.map { CorpusMember($0) })
    var work = LaterWork(phases: phases, handOver: handOver, version: version, corpusKey: inputKey)
    for stage in phases.corpus {
      let step = step(stage, inputKey: inputKey)
      do {
        try cancellation.check()
        try work.checkGivers(of: stage)
        let isNew = try finish(step, over: corpus, work: &work, publisher: publisher) {
          report(.corpusStageStarted(stage: stage.name))
          return context(of: step, files: handOver.store.folder, cancellation: cancellation, report: report)
        }
        let documents = step.documents.flatMap { folder.paths(of: $0.path) }
        report(.corpusStageFinished(stage: stage.name, documents: documents, reason: nil, isCached: !isNew))
      } catch {
        // Whatever a stage makes of being interrupted is no fault of its own.
        try cancellation.check()
        if error is CancellationError { throw error }
        work.failures[stage.name] = "\(error)"
        report(.corpusStageFinished(stage: stage.name, documents: [], reason: "\(error)", isCached: false))
      }
    }
    work.markAsUsed(for: corpus)
    return work
  }

  /// Brings a stage's results and documents up to date.
  ///
  /// - Parameter begin: Is called if the stage has to work.
  /// - Returns: Whether the stage had to work.
  private func finish(
    _ step: CorpusStep, over corpus: [CorpusTrack], work: inout LaterWork, publisher: Publisher,
    begin: () -> CorpusContext
  ) throws -> Bool {
    let store = work.handOver.store
    step.markAsUsed(in: store)
    if step.reasonToRun(store) == nil, let known = step.keptForOthers(in: store) {
      work.shared.merge(known) { _, new in new }
      return false
    }
    let known = step.kept(in: store)
    let given = try known ?? Self.work(step, over: corpus, with: work, in: begin())
    if known == nil { try step.keep(given, in: store) }
    work.shared.merge(given) { _, new in new }
    try publisher.publish(step.documents, from: given) { step.key(of: $0) }
    return known == nil
  }

  private static func work(
    _ step: CorpusStep, over corpus: [CorpusTrack], with work: LaterWork, in context: CorpusContext
  ) throws -> [PortReference: any Artifact] {
    let view = StageCorpus(step.stage, corpus: corpus, work: work, warning: { context.warn($0) })
    switch step.stage.stage {
    case let worker as any CorpusStage: return try worker.run(view, in: context).byPort(of: step.stage)
    case let learner as any LearningStage: return try learner.learn(from: view, in: context).byPort(of: step.stage)
    default: return [:]
    }
  }

  private func context(
    of step: CorpusStep, files: KeptFolder, cancellation: Cancellation, report: @escaping @Sendable (RunEvent) -> Void
  ) -> CorpusContext {
    let name = step.stage.name
    return CorpusContext(
      version: version, pipelineHash: step.stage.key, lineages: step.stage.lineages, threads: threads,
      store: StageFiles(folder: files, key: step.key),
      cancellationCheck: { try cancellation.check() },
      progress: { report(.learningProgressed(stage: name, $0)) },
      warning: { report(.corpusStageWarned(stage: name, sentence: $0)) })
  }
}
