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

  /// What corpus documents are made from: all tracks that can be read, damaged ones or not.
  func inputKey(of identities: [TrackIdentity]) -> String {
    var key = ContentHash()
    key.update(plan.source.damaged.text)
    for identity in identities { key.update(identity.key) }
    return key.hex
  }

  /// Runs all stages; one that fails does not stop those that do not need it.
  ///
  /// - Returns: The reasons of those that failed, by stage name.
  func run(
    over corpus: [CorpusTrack], inputKey: String, report: (RunEvent) -> Void
  ) throws(CancellationError) -> [String: String] {
    var shared: [PortReference: any Artifact] = [:]
    var failures: [String: String] = [:]
    for stage in stages {
      if Task.isCancelled { throw CancellationError() }
      guard let worker = stage.stage as? any CorpusStage else { continue }
      let planned = PlannedDocument.documents(of: stage, for: nil)
      do {
        let context = CorpusContext(version: version, pipelineHash: stage.key)
        let given = try worker.run(StageCorpus(stage: stage, corpus: corpus, shared: shared), in: context)
        shared.merge(given.byPort(of: stage)) { _, new in new }
        try folder.publish(planned, from: shared) { $0.key(version: version, inputKey: inputKey) }
        report(.corpusStageFinished(stage: stage.name, documents: planned.map(\.path), reason: nil))
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
