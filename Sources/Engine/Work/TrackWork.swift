import Audio
import Files
import Pipeline
import StageKit
import Store
import Synchronization

/// The work on one track: does what is demanded of it, and stores what is worth it. It belongs to one thread.
final class TrackWork {
  private let graph: TaskGraph
  private let track: LibraryTrack
  private let identity: TrackIdentity
  private let keys: TrackKeys
  private let store: Store
  private let shared: SharedResults
  private let decoders: DecoderPool
  private let version: String

  private var made: [PortReference: any Artifact] = [:]
  private var given: Set<PortReference> = []
  private var ownPlan: TrackPlan?
  /// What was said of the work, with the stages' names.
  private(set) var warnings: [String] = []
  /// Where the time went.
  private(set) var watch = Stopwatch()
  /// What is known of the track's sound.
  private(set) var sound: DecodedSound?
  /// Whether anything had to work.
  var hasWorked: Bool { !watch.timings.isEmpty }

  /// - Throws: `AudioFailure` if it is known that the track is damaged, and such tracks are refused.
  init(
    _ graph: TaskGraph, track: LibraryTrack, identity: TrackIdentity, keys: TrackKeys, store: Store,
    shared: SharedResults, decoders: DecoderPool, version: String
  ) throws {
    self.graph = graph
    self.track = track
    self.identity = identity
    self.keys = keys
    self.store = store
    self.shared = shared
    self.decoders = decoders
    self.version = version
    let record = SoundRecord(of: keys.source, in: store)
    if graph.plan.source.damaged == .refuse, let failure = record?.failure(of: track.file) { throw failure }
    sound = record?.sound(of: track.file)
  }

  /// The tempo that a stage found, of what was made, or from the store; `nil` if none was asked.
  var tempo: Double? {
    for (index, node) in graph.nodes.enumerated() where !node.isOfCorpus {
      guard let output = node.stage.outputs.first(where: { $0.name == "tempo" && $0.kind == .number }) else { continue }
      let made = made[PortReference(stage: node.stage.name, port: output.name)]
      let stored = try? keys.tasks[index].flatMap { store.task($0) }?.artifact(output.name, as: output.type)
      if let number = (made ?? stored) as? Number { return number.value }
    }
    return nil
  }

  /// Whether the track must be decoded to do what is demanded.
  ///
  /// - Parameter isForCorpus: Whether a corpus stage asks, which must know the track's length.
  func mustDecode(for demand: Demand, isForCorpus: Bool) -> Bool {
    !demand.streams.isEmpty || ((isForCorpus || !demand.tasks.isEmpty) && sound == nil)
  }

  /// Does what is demanded.
  ///
  /// - Throws: `AudioFailure`, what stages throw, `CancellationError`.
  func carryOut(_ demand: Demand, isForCorpus: Bool = false) throws {
    if mustDecode(for: demand, isForCorpus: isForCorpus) { try stream(demand.streams) }
    for (index, node) in graph.nodes.enumerated() {
      if demand.tasks.contains(index) {
        try Task.checkCancellation()
        try work(node, index, demand)
      } else if let stored = demand.stored[index] {
        warnings += stored.warnings.filter { !warnings.contains($0) }
      }
    }
  }

  /// What a port gives of the track, from what was made, or from the store; `nil` if it gave nothing.
  ///
  /// - Throws: ``Failure`` if the store has lost it, or what reading it throws.
  func artifact(_ port: PortReference, in demand: Demand) throws -> (any Artifact)? {
    if given.contains(port) { return made[port] }
    if graph.isShared(port) { return try shared.artifact(port) }
    if port.stage == PortReference.source {
      if let type = graph.storedOfSource[port.port], let stored = demand.storedSource {
        return try stored.artifact(port.port, as: type)
      }
      return try sourceArtifact(port)
    }
    guard let index = graph.giver(of: port), let type = graph.nodes[index].stored[port.port] else { return nil }
    guard let stored = demand.stored[index] else {
      throw Failure("what the stage \(port.stage) gave is no longer in the store", remedy: "run again")
    }
    return try stored.artifact(port.port, as: type)
  }

  /// What a task's wires bring it of the track.
  ///
  /// - Parameter ports: What it takes; `nil` for all that is wired.
  func inputs(of index: Int, in demand: Demand, among ports: Set<PortReference>? = nil) throws -> Artifacts {
    var inputs = Artifacts()
    for (input, wires) in graph.nodes[index].inputs {
      inputs[named: input.name] = try wires.compactMap { wire in
        guard ports?.contains(wire.from) != false else { return nil }
        return try artifact(wire.from, in: demand).map {
          Artifacts.Named<any Artifact>(name: wire.name, of: wire.from.stage, value: $0)
        }
      }
    }
    return inputs
  }

  /// What is known of the track besides its sound.
  ///
  /// - Throws: ``Failure`` if it is a plan that cannot be read.
  var info: TrackInfo {
    get throws {
      let plan = graph.plan.source.isOfPlans ? try plan() : nil
      return TrackInfo(
        id: identity.id, name: track.name, path: plan?.song.path ?? track.path, seconds: sound?.seconds ?? 0,
        channels: plan?.document.channels ?? sound?.channels ?? 0, sampleRate: sound?.sampleRate ?? 0,
        startTimecode: sound?.timecode, hash: plan?.song.hash ?? identity.hash.hex, part: track.part,
        group: track.group)
    }
  }

  /// Has the frame stages work on the track's sound.
  private func stream(_ wanted: Set<PortReference>) throws {
    do {
      let outcome = try watch.time("frames") {
        try StreamRunner(plan: graph.plan, decoders: decoders).run(track, wanted: wanted)
      }
      try identity.checkUnchanged()
      sound = outcome.sound
      warnings += outcome.warnings
      // What only the passes needed, such as the audio of a second one, takes no memory from here on.
      made.merge(outcome.artifacts.filter { wanted.contains($0.key) }) { _, new in new }
      given.formUnion(wanted)
      SoundRecord(outcome.sound).note(as: keys.source, in: store)
    } catch let failure as AudioFailure {
      // A decoder that was ended by an interruption is no fault of the file.
      try Task.checkCancellation()
      try identity.checkUnchanged()
      SoundRecord(failure)?.note(as: keys.source, in: store)
      throw failure
    }
    try put(graph.storedOfSource, of: PortReference.source, as: keys.source, among: wanted, warnings: [])
    for (index, node) in graph.nodes.enumerated() where node.stage.granularity == .frame {
      if let key = keys.tasks[index] { try put(node.stored, of: node.stage.name, as: key, among: wanted, warnings: []) }
    }
  }

  /// Has a stage work on the track.
  private func work(_ node: TaskGraph.Node, _ index: Int, _ demand: Demand) throws {
    let said = Mutex<[String]>([])
    let identity = identity
    let context = TrackContext(
      track: try info, version: node.stage.declaration.namesProgram ? version : "", pipelineHash: node.stage.key,
      places: node.stage.declaration.seesPlaces ? try places(for: node) : .unknown, lineages: node.stage.lineages,
      content: { (file) throws(Failure) in try identity.content(of: file) },
      isThere: { FileTree.exists($0) },
      warning: { sentence, isOfTrack in
        said.withLock { $0.append(isOfTrack ? sentence : "\(node.stage.name): \(sentence)") }
      })
    let inputs = try inputs(of: index, in: demand)
    let learned = node.isOfCorpus ? try shared.learned(by: index) : Artifacts()
    let result: Artifacts
    do {
      result = try watch.time(node.stage.name) {
        switch node.stage.work {
        case .track(let worker): try worker.run(inputs, in: context)
        case .learner(let worker): try worker.run(inputs, learned: learned, in: context)
        case .frame, .corpus: Artifacts()
        }
      }
    } catch let failure as Failure {
      throw failure.of(node.stage.name)
    }
    for output in node.stage.outputs where !(node.isOfCorpus && output.kind.isShared) {
      let port = PortReference(stage: node.stage.name, port: output.name)
      made[port] = result[named: output.name].first?.value
      given.insert(port)
    }
    let sentences = said.withLock { $0 }
    warnings += sentences.filter { !warnings.contains($0) }
    guard let key = keys.tasks[index] else { return }
    try put(node.stored, of: node.stage.name, as: key, among: given, warnings: sentences)
  }

  /// Where the track's files lie: of a plan, the song where the plan says that it is.
  private func places(for node: TaskGraph.Node) throws(Failure) -> TrackPlaces {
    var places = node.places(of: track, identity)
    if graph.plan.source.isOfPlans { places.song = try plan().songFile }
    return places
  }

  /// Stores what a stage gave.
  private func put(
    _ types: [String: ArtifactType], of stage: String, as key: Digest, among ports: Set<PortReference>,
    warnings: [String]
  ) throws {
    var outputs: [(port: String, type: ArtifactType, artifact: (any Artifact)?)] = []
    for (name, type) in types {
      let port = PortReference(stage: stage, port: name)
      if ports.contains(port) { outputs.append((name, type, made[port])) }
    }
    guard !outputs.isEmpty else { return }
    // What is there of other ports stays.
    if let known = store.task(key) {
      for (name, type) in types where known.holds(name, as: type) && !outputs.contains(where: { $0.port == name }) {
        outputs.append((name, type, try known.artifact(name, as: type)))
      }
    }
    try store.put(key, outputs, warnings: warnings)
  }

  /// What the source gives besides streams.
  private func sourceArtifact(_ port: PortReference) throws -> (any Artifact)? {
    if port.port == Source.labelsPort, let labels = graph.plan.source.labels { return try identity.text(of: labels) }
    return graph.plan.source.isOfPlans ? try plan().artifacts[port] : nil
  }

  private func plan() throws(Failure) -> TrackPlan {
    if let ownPlan { return ownPlan }
    let plan = try TrackPlan(track, of: graph.plan.source)
    try identity.checkUnchanged()
    ownPlan = plan
    return plan
  }
}
