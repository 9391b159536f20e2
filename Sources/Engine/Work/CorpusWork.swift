import Files
import Pipeline
import StageKit
import Store

/// A corpus stage in a run: what is there of it, and what it still has to do.
struct CorpusWork: Sendable {
  /// The stage's task.
  let index: Int
  let ground: RunGround
  /// All that the stage's results depend on.
  let key: Digest

  private var stage: PlannedStage { ground.graph.nodes[index].stage }

  /// The stage's documents, each with what it is made from.
  var documents: [(document: PlannedDocument, key: Digest)] {
    PlannedDocument.documents(of: index, in: ground.graph, for: nil).map { ($0, $0.key(of: key)) }
  }

  /// The documents that are not as they should be, each with the reason.
  var makings: [TrackAssessment.Making] {
    documents.compactMap { document, key in
      let versions = ground.published.versions(of: document.path)
      let state = ground.published.state(of: document.path, key: key)
      return TrackAssessment.Making(document, key: key, from: state, versions, overwrites: ground.overwrites)
    }
  }

  /// The documents that a person has changed.
  var edited: [String] {
    documents.compactMap { document, key in
      if case .edited = ground.published.state(of: document.path, key: key) { document.path } else { nil }
    }
  }

  /// Whether the store has all that the stage gives for all tracks.
  var isStored: Bool {
    guard let task = ground.store.task(key) else { return false }
    return stage.sharedOutputs.allSatisfy { task.holds($0.name, as: $0.type) }
  }

  /// What the stage gave, from the store; `nil` if that does not have all of it.
  func stored() -> Artifacts? {
    guard let task = ground.store.task(key) else { return nil }
    var given = Artifacts()
    for output in stage.sharedOutputs {
      guard task.holds(output.name, as: output.type), let artifact = try? task.artifact(output.name, as: output.type)
      else {
        guard task.holds(output.name, as: output.type) else { return nil }
        continue
      }
      given[named: output.name] = [Artifacts.Named(name: output.name, value: artifact)]
    }
    return given
  }

  /// Has the stage work over tracks, and stores what it gives for all of them.
  ///
  /// - Parameters:
  ///   - threads: How many threads the stage may use.
  ///   - report: Is told what happens, from any thread.
  /// - Throws: What stages throw.
  func carryOut(
    over members: [CorpusMember], threads: Int, isCancelled: @escaping @Sendable () -> Bool,
    report: @escaping @Sendable (RunEvent) -> Void
  ) throws -> Artifacts {
    let name = stage.name
    let context = CorpusContext(
      version: stage.declaration.namesProgram ? ground.version : "", pipelineHash: stage.key, lineages: stage.lineages,
      threads: threads,
      checkpoints: StoredCheckpoints(of: key, in: ground.store),
      cancellationCheck: { if isCancelled() { throw CancellationError() } },
      progress: { report(.learningProgressed(stage: name, $0)) },
      warning: { report(.corpusStageWarned(stage: name, sentence: $0)) })
    let corpus = try StageCorpus(index, over: members, on: ground)
    let given =
      switch stage.work {
      case .corpus(let worker): try worker.run(corpus, in: context)
      case .learner(let worker): try worker.learn(from: corpus, in: context)
      case .frame, .track: Artifacts()
      }
    let outputs = stage.sharedOutputs.map { ($0.name, $0.type, given[named: $0.name].first?.value) }
    try ground.store.put(key, outputs, warnings: [])
    return given
  }
}
