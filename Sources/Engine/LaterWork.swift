import Files
import Pipeline
import StageKit

/// What the later phases of a run take of tracks, fetched or made when it is asked for.
///
/// Nothing of a track stays in memory: what stages gave is in the store, and made again if it is not.
struct LaterWork: Sendable {
  let phases: Phases
  let handOver: HandOver
  let version: String
  /// What all of it depends on besides the plan and the track: the tracks that the corpus stages saw.
  let corpusKey: String
  /// What corpus stages gave for all tracks.
  var shared: [PortReference: any Artifact] = [:]
  /// The corpus stages that failed, with the reason.
  var failures: [String: String] = [:]

  /// - Throws: ``Failure`` if a stage takes from one of the corpus that failed.
  func checkGivers(of stage: PlannedStage) throws(Failure) {
    for giver in stage.givers { try check(giver) }
  }

  /// What a stage's wires bring it of one track.
  ///
  /// - Parameter warning: Takes sentences of the stages that have to work for it.
  /// - Throws: What stages throw.
  func inputs(
    of stage: PlannedStage, for track: CorpusTrack, warning: @escaping @Sendable (String) -> Void
  ) throws -> Artifacts {
    var found: [PortReference: any Artifact] = [:]
    for wire in stage.inputs.values.joined() where found[wire.from] == nil {
      found[wire.from] = try artifact(wire.from, for: track, warning: warning)
    }
    return Artifacts(for: stage, from: found)
  }

  /// Has a late or learning stage work on one track, and keeps what others take of that.
  ///
  /// - Returns: What the stage gave, by the port that gave it.
  /// - Throws: What stages throw.
  func results(
    of stage: PlannedStage, for track: CorpusTrack, warning: @escaping @Sendable (String) -> Void
  ) throws -> [PortReference: any Artifact] {
    try Task.checkCancellation()
    let inputs = try inputs(of: stage, for: track, warning: warning)
    let context = TrackContext(
      track: track.info, version: version, pipelineHash: stage.key, lineages: stage.lineages,
      content: track.content, warning: { warning("\(stage.name): \($0)") })
    let given = try stage.run(inputs, learned: Artifacts(sharedBy: stage, among: shared), in: context).byPort(of: stage)
    for port in phases.takenLater where port.stage == stage.name {
      try handOver.store.keep(given[port], of: port, key: key(of: stage, for: track))
    }
    return given
  }

  /// Notes what is of use to the next run, even where this one did not look at it.
  func markAsUsed(for corpus: [CorpusTrack]) {
    for stage in phases.corpus + phases.late {
      for port in phases.takenLater where port.stage == stage.name {
        for track in corpus { handOver.store.use(port, key: key(of: stage, for: track)) }
      }
    }
  }

  /// What the documents of a track's late stages are made from.
  func inputKey(of track: CorpusTrack) -> String { Self.inputKey(corpus: corpusKey, track: track.inputKey) }

  /// What the documents of a track's late stages are made from.
  static func inputKey(corpus: String, track: String) -> String { ContentHash.key([corpus, track]) }

  /// What a port gives of one track; `nil` if it gave nothing.
  private func artifact(
    _ port: PortReference, for track: CorpusTrack, warning: @escaping @Sendable (String) -> Void
  ) throws -> (any Artifact)? {
    if phases.handedOn.contains(port) { return try handOver.artifact(port, of: track) }
    try check(port.stage)
    guard phases.takenLater.contains(port),
      let stage = (phases.corpus + phases.late).first(where: { $0.name == port.stage })
    else { return shared[port] }
    if let known = handOver.store.entry(port, key: key(of: stage, for: track)) { return known.artifact }
    return try results(of: stage, for: track, warning: warning)[port]
  }

  private func check(_ stage: String) throws(Failure) {
    if let reason = failures[stage] { throw Failure("the stage \(stage), which it takes from, failed: \(reason)") }
  }

  private func key(of stage: PlannedStage, for track: CorpusTrack) -> String {
    ContentHash.key([version, stage.key, inputKey(of: track)])
  }
}
