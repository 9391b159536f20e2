import Pipeline
import StageKit

/// Runs the corpus stages of a plan over the tracks that are done.
struct CorpusRunner: Sendable {
  let plan: Plan
  let folder: OutputFolder
  let version: String

  /// The corpus stages, each after those it takes from.
  var stages: [PlannedStage] { plan.stages.filter { $0.granularity == .corpus } }

  /// The artifacts of each track that corpus stages take.
  var inputs: Set<PortReference> {
    let own = Set(stages.map(\.name))
    let wires = stages.flatMap { $0.inputs.values.joined() }.map(\.from)
    return Set(wires.filter { !own.contains($0.stage) })
  }

  /// Whether all documents of the corpus stages are there, made from these tracks.
  func isUpToDate(inputKey: String) -> Bool {
    stages.flatMap { PlannedDocument.documents(of: $0, for: nil) }.allSatisfy { document in
      folder.staleness(of: document.path, key: document.key(version: version, inputKey: inputKey)) == nil
    }
  }

  /// What corpus documents are made from: the tracks that reach the stages.
  ///
  /// - Parameter tracks: The keys of what each track is made from, in the order of the tracks.
  func inputKey(of tracks: [String]) -> String {
    var key = ContentHash()
    key.update(plan.source.damaged.text)
    for track in tracks { key.update(track) }
    return key.hex
  }

  /// Runs all stages; one that fails does not stop those that do not need it.
  ///
  /// - Returns: The reasons of those that failed, by stage name.
  /// - Throws: `CancellationError`.
  func run(
    over corpus: [CorpusTrack], publisher: Publisher, report: (RunEvent) -> Void
  ) throws -> [String: String] {
    var shared: [PortReference: any Artifact] = [:]
    var failures: [String: String] = [:]
    let inputKey = inputKey(of: corpus.map(\.inputKey))
    for stage in stages {
      try Task.checkCancellation()
      guard let worker = stage.stage as? any CorpusStage else { continue }
      let planned = PlannedDocument.documents(of: stage, for: nil)
      do {
        if let missing = stage.inputs.values.joined().first(where: { failures[$0.from.stage] != nil }) {
          throw StageFailure("the stage \(missing.from.stage), which it takes from, failed")
        }
        let context = CorpusContext(version: version, pipelineHash: stage.key)
        let given = try worker.run(StageCorpus(stage: stage, corpus: corpus, shared: shared), in: context)
        shared.merge(given.byPort(of: stage)) { _, new in new }
        try publisher.publish(planned, from: shared) { $0.key(version: version, inputKey: inputKey) }
        report(.corpusStageFinished(stage: stage.name, documents: planned.map(\.path), reason: nil))
      } catch let error as CancellationError {
        throw error
      } catch {
        failures[stage.name] = "\(error)"
        report(.corpusStageFinished(stage: stage.name, documents: [], reason: "\(error)"))
      }
    }
    return failures
  }
}

/// The tracks of a run as one stage sees them.
private struct StageCorpus: Corpus {
  let stage: PlannedStage
  let corpus: [CorpusTrack]
  let shared: [PortReference: any Artifact]

  var tracks: [TrackInfo] { corpus.map(\.info) }

  func inputs(of track: TrackInfo) -> Artifacts {
    let own = corpus.first { $0.info == track }?.artifacts ?? [:]
    return Artifacts(for: stage, from: shared.merging(own) { _, new in new })
  }
}
