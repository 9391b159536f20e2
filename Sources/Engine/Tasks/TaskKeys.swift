import Files
import Pipeline
import StageKit

/// The keys of one track's tasks: known as soon as the track's file is hashed, before anything runs.
struct TrackKeys: Sendable {
  /// The key of what the source gives of the track.
  let source: Digest
  /// By task: its key; `nil` where it waits for a corpus stage whose key is not known yet.
  private(set) var tasks: [Digest?]

  private let labels: Digest?

  /// - Parameters:
  ///   - corpus: By task: the keys of the corpus stages that are known.
  ///   - version: The program's version.
  init(
    _ graph: TaskGraph, track: LibraryTrack, identity: TrackIdentity, corpus: [Digest?], version: String
  ) {
    var hash = ContentHash()
    hash.update(graph.plan.sourceKey)
    hash.update(identity.hash)
    for view in identity.views { hash.update(view) }
    source = hash.digest
    labels = graph.plan.source.labels.map { file in
      ContentHash.key(["labels", track.part == .unlabelled ? "none" : identity.keyText(of: file)])
    }
    tasks = [Digest?](repeating: nil, count: graph.nodes.count)
    complete(graph, track: track, identity: identity, corpus: corpus, version: version)
  }

  /// Forgets the keys of tasks that take from corpus stages, from the one of a level on.
  mutating func forget(from level: Int, in graph: TaskGraph) {
    for (index, node) in graph.nodes.enumerated() where node.level > level || (node.isOfCorpus && node.level == level) {
      tasks[index] = nil
    }
  }

  /// Finds the keys that are not known yet and can be, once more corpus stages' keys are.
  mutating func complete(
    _ graph: TaskGraph, track: LibraryTrack, identity: TrackIdentity, corpus: [Digest?], version: String
  ) {
    for (index, node) in graph.nodes.enumerated() where tasks[index] == nil {
      var hash = ContentHash()
      hash.update(node.stage.identity)
      // Whatever a stage takes, it is told the track's length and hash.
      hash.update(source)
      // A document names the track, a program outside is told its name, and some documents name the program.
      if !node.stage.documents.isEmpty || node.stage.isToldNames { hash.update(track.path) }
      if node.stage.declaration.namesProgram { hash.update(version) }
      if node.stage.declaration.namesMedia {
        hash.update(node.places(of: track, identity).keyTexts)
      }
      for file in node.stage.settings.trackFiles { hash.update(identity.keyText(of: file)) }
      if node.isOfCorpus {
        guard node.stage.granularity == .learner, let learned = corpus[index] else { continue }
        hash.update(["learned", track.part.rawValue, track.group ?? ""])
        hash.update(learned)
      }
      guard
        node.update(
          &hash,
          with: { port in
            graph.isShared(port) ? graph.giver(of: port).flatMap { corpus[$0] } : key(of: port, in: graph)
          })
      else { continue }
      tasks[index] = hash.digest
    }
  }

  /// The key of what a port gives of the track.
  func key(of port: PortReference, in graph: TaskGraph) -> Digest? {
    if let giver = graph.giver(of: port) { return tasks[giver] }
    return port.port == Source.labelsPort ? labels : source
  }
}

extension TaskGraph.Node {
  /// Where a track's files lie for the task.
  func places(of track: LibraryTrack, _ identity: TrackIdentity) -> TrackPlaces {
    let template = stage.documents.min { $0.key < $1.key }?.value
    return identity.places(for: stage, document: template.map { Template($0).filled(track.placeholders) })
  }

  /// Appends the keys of what the task takes; false if one is not known.
  fileprivate func update(_ hash: inout ContentHash, with key: (PortReference) -> Digest?) -> Bool {
    for (input, wires) in inputs {
      hash.update(input.name)
      hash.update(wires.count)
      for wire in wires {
        guard let key = key(wire.from) else { return false }
        hash.update(wire.keyTexts(of: key.hex, on: input))
      }
    }
    return true
  }
}

/// The key of a corpus stage: what it is made from of each track that reaches it.
enum CorpusKey {
  /// - Parameters:
  ///   - members: The tracks in their order, with their keys.
  ///   - corpus: By task: the keys of the corpus stages before it.
  static func key(
    of index: Int, in graph: TaskGraph, members: [CorpusMember], corpus: [Digest?], version: String
  ) -> Digest {
    let node = graph.nodes[index]
    var hash = ContentHash()
    hash.update("corpus")
    hash.update(node.stage.identity)
    if node.stage.declaration.namesProgram { hash.update(version) }
    for (input, wires) in node.inputs {
      hash.update(input.name)
      hash.update(wires.count)
      for wire in wires {
        guard graph.isShared(wire.from) else {
          hash.update(wire.keyTexts(of: "", on: input))
          continue
        }
        let key = graph.giver(of: wire.from).flatMap { corpus[$0] }
        hash.update(wire.keyTexts(of: key?.hex ?? "", on: input))
      }
    }
    for member in members {
      hash.update([member.track.name, member.track.part.rawValue, member.track.group.map { "group \($0)" } ?? ""])
      if node.stage.isToldNames { hash.update(member.track.path) }
      for port in graph.ports(takenBy: index, of: member.track.part) where !graph.isShared(port) {
        if let key = member.keys.key(of: port, in: graph) { hash.update(key) }
      }
    }
    return hash.digest
  }
}

extension PlannedStage {
  /// Whether it is a program outside that is told the names and paths of tracks; of frames it gets the rows alone.
  fileprivate var isToldNames: Bool { declaration.origin != nil && granularity != .frame }
}

extension TrackPlaces {
  /// What the places add to a key.
  fileprivate var keyTexts: [String] {
    [song ?? "", folder ?? ""] + files.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
  }
}
