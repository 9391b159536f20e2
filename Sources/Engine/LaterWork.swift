import Pipeline
import StageKit

/// What the later phases of a run take of tracks, fetched or made when it is asked for.
///
/// Nothing of a track stays in memory: what stages gave is in the store, and made again if it is not.
struct LaterWork: Sendable {
  let plan: Plan
  let phases: Phases
  let store: ArtifactStore
  let version: String
  /// What all of it depends on besides the plan and the track: the tracks that the corpus stages saw.
  let corpusKey: String
  /// What corpus stages gave for all tracks.
  var shared: [PortReference: any Artifact] = [:]
  /// The corpus stages that failed, with the reason.
  var failures: [String: String] = [:]

  /// What a stage's wires bring it of one track.
  ///
  /// - Parameter warning: Takes sentences of the stages that have to work for it.
  /// - Throws: What stages throw.
  func inputs(
    of stage: PlannedStage, for track: CorpusTrack, warning: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> Artifacts {
    var found: [PortReference: any Artifact] = [:]
    for wire in stage.inputs.values.joined() where found[wire.from] == nil {
      found[wire.from] = try artifact(wire.from, for: track, warning: warning)
    }
    return Artifacts(for: stage, from: found)
  }

  /// What a port gives of one track; `nil` if it gave nothing.
  ///
  /// - Throws: What stages throw.
  func artifact(
    _ port: PortReference, for track: CorpusTrack, warning: @escaping @Sendable (String) -> Void
  ) throws -> (any Artifact)? {
    if failures[port.stage] != nil { throw StageFailure("the stage \(port.stage), which it takes from, failed") }
    if let artifact = shared[port] { return artifact }
    guard let stage = (phases.corpus + phases.late).first(where: { $0.name == port.stage }) else {
      let key = plan.handOverKey(of: port, track: track.inputKey, version: version)
      if let known = store.artifact(port, key: key) { return known }
      throw StageFailure(
        "\(track.info.path): what was kept of \(port) is damaged or gone", remedy: "run again to have it made again")
    }
    let key = key(of: stage, for: track)
    if let known = store.artifact(port, key: key) { return known }
    let given = try run(stage, on: track, warning: warning).byPort(of: stage)
    for output in stage.declaration.outputs where !Phases.isShared(output, of: stage) {
      let port = PortReference(stage: stage.name, port: output.name)
      if phases.taken.contains(port) { try store.keep(given[port], of: port, key: key) }
    }
    return given[port]
  }

  private func run(
    _ stage: PlannedStage, on track: CorpusTrack, warning: @escaping @Sendable (String) -> Void
  ) throws -> Artifacts {
    try Task.checkCancellation()
    let inputs = try inputs(of: stage, for: track, warning: warning)
    let context = TrackContext(
      track: track.info, version: version, pipelineHash: stage.key, files: track.files,
      warning: { warning("\(stage.name): \($0)") })
    return try stage.run(inputs, learned: learned(by: stage), in: context)
  }

  private func learned(by stage: PlannedStage) -> Artifacts {
    var learned = Artifacts()
    for (port, artifact) in shared where port.stage == stage.name {
      learned[named: port.port] = [Artifacts.Named(name: port.port, value: artifact)]
    }
    return learned
  }

  /// What the documents of a track's late stages are made from.
  func inputKey(of track: CorpusTrack) -> String {
    var key = ContentHash()
    for part in [corpusKey, track.inputKey] { key.update(part) }
    return key.hex
  }

  private func key(of stage: PlannedStage, for track: CorpusTrack) -> String {
    var key = ContentHash()
    for part in [version, stage.key, inputKey(of: track)] { key.update(part) }
    return key.hex
  }
}
