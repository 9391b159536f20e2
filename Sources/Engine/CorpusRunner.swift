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

  /// What corpus stages' work is made from: the tracks that reach them, and what each is for.
  ///
  /// - Parameter tracks: The keys of what each track is made from and its part, in the order of the tracks.
  func inputKey(of tracks: [(key: String, part: TrackPart)]) -> String {
    var key = ContentHash()
    key.update(plan.source.damaged.text)
    for track in tracks {
      key.update(track.key)
      key.update(track.part.rawValue)
    }
    return key.hex
  }

  /// Whether a stage has nothing to do: its documents are there, and what it learned.
  func isUpToDate(_ stage: PlannedStage, inputKey: String, store: ArtifactStore) -> Bool {
    let documents = PlannedDocument.documents(of: stage, for: nil).allSatisfy { document in
      folder.staleness(of: document.path, key: document.key(version: version, inputKey: inputKey)) == nil
    }
    let learnedKey = learnedKey(of: stage, inputKey: inputKey)
    return documents && learnedPorts(of: stage).allSatisfy { store.contains($0, key: learnedKey) }
  }

  /// Runs all stages; one that fails does not stop those that do not need it.
  ///
  /// - Parameter kept: Where stages keep checkpoints.
  /// - Returns: What later work may take.
  /// - Throws: `CancellationError`.
  func run(
    over corpus: [CorpusTrack], store: ArtifactStore, kept: KeptFolder, publisher: Publisher,
    report: @escaping @Sendable (RunEvent) -> Void
  ) throws -> LaterWork {
    let inputKey = inputKey(of: corpus.map { ($0.inputKey, $0.info.part) })
    var work = LaterWork(plan: plan, phases: phases, store: store, version: version, corpusKey: inputKey)
    for stage in phases.corpus {
      try Task.checkCancellation()
      let planned = PlannedDocument.documents(of: stage, for: nil)
      do {
        if let missing = stage.inputs.values.joined().first(where: { work.failures[$0.from.stage] != nil }) {
          throw StageFailure("the stage \(missing.from.stage), which it takes from, failed")
        }
        let (given, isNew) = try results(
          of: stage, over: corpus, work: work,
          files: StageFiles(folder: kept, key: learnedKey(of: stage, inputKey: inputKey)), report: report)
        work.shared.merge(given) { _, new in new }
        if isNew || !isUpToDate(stage, inputKey: inputKey, store: store) {
          try publisher.publish(planned, from: given) { $0.key(version: version, inputKey: inputKey) }
        }
        report(.corpusStageFinished(stage: stage.name, documents: planned.map(\.path), reason: nil, isCached: !isNew))
      } catch let error as CancellationError {
        throw error
      } catch {
        work.failures[stage.name] = "\(error)"
        report(.corpusStageFinished(stage: stage.name, documents: [], reason: "\(error)", isCached: false))
      }
    }
    return work
  }

  /// What a stage gives for all tracks: kept from an earlier run, or made now.
  private func results(
    of stage: PlannedStage, over corpus: [CorpusTrack], work: LaterWork, files: StageFiles,
    report: @escaping @Sendable (RunEvent) -> Void
  ) throws -> (given: [PortReference: any Artifact], isNew: Bool) {
    let inputKey = work.corpusKey
    if isUpToDate(stage, inputKey: inputKey, store: work.store),
      let known = known(stage, key: learnedKey(of: stage, inputKey: inputKey), store: work.store)
    {
      return (known, false)
    }
    let name = stage.name
    let context = CorpusContext(
      version: version, pipelineHash: stage.key, threads: threads, store: files,
      progress: { report(.learningProgressed(stage: name, $0)) },
      warning: { report(.corpusStageWarned(stage: name, sentence: $0)) })
    let view = StageCorpus(stage: stage, corpus: corpus, work: work)
    switch stage.stage {
    case let worker as any CorpusStage:
      return (try worker.run(view, in: context).byPort(of: stage), true)
    case let learner as any LearningStage:
      let given = try learner.learn(from: view, in: context).byPort(of: stage)
      for port in learnedPorts(of: stage) { try work.store.keep(given[port], of: port, key: files.key) }
      return (given, true)
    default:
      return ([:], true)
    }
  }

  /// What a stage learned in an earlier run; `nil` if something of it is damaged. A plain corpus stage has learned nothing.
  private func known(
    _ stage: PlannedStage, key: String, store: ArtifactStore
  ) -> [PortReference: any Artifact]? {
    let givesDocumentsOnly = stage.declaration.outputs.allSatisfy { $0.kind == .document }
    guard givesDocumentsOnly || stage.stage is any LearningStage else { return nil }
    var known: [PortReference: any Artifact] = [:]
    for port in learnedPorts(of: stage) {
      guard let artifact = store.artifact(port, key: key) else { return nil }
      known[port] = artifact
    }
    return known
  }

  /// The ports whose artifacts are kept: what all tracks share of a learning stage.
  private func learnedPorts(of stage: PlannedStage) -> [PortReference] {
    guard stage.stage is any LearningStage else { return [] }
    return stage.declaration.outputs.filter { Phases.isShared($0, of: stage) }.map {
      PortReference(stage: stage.name, port: $0.name)
    }
  }

  private func learnedKey(of stage: PlannedStage, inputKey: String) -> String {
    var key = ContentHash()
    for part in [version, stage.key, inputKey] { key.update(part) }
    return key.hex
  }
}

/// The tracks of a run as one stage sees them.
private struct StageCorpus: Corpus {
  let tracks: [TrackInfo]

  private let stage: PlannedStage
  private let byPath: [String: CorpusTrack]
  private let work: LaterWork

  init(stage: PlannedStage, corpus: [CorpusTrack], work: LaterWork) {
    self.stage = stage
    self.work = work
    tracks = corpus.map(\.info)
    byPath = Dictionary(corpus.map { ($0.info.path, $0) }) { first, _ in first }
  }

  func inputs(of track: TrackInfo) throws -> Artifacts {
    guard let track = byPath[track.path] else { return Artifacts() }
    return try work.inputs(of: stage, for: track)
  }
}
