import Files
import StageKit

/// Which corpus stages must work, and for what: found by asking the documents and the store.
struct CorpusDemand {
  /// The stages that must work, since the store does not have what they give and somebody wants it.
  private(set) var stages: Set<Int> = []
  /// The stages whose documents are to be made, whether the stage works or the store has them.
  private(set) var makings: [Int: [TrackAssessment.Making]] = [:]

  /// - Parameter first: Corpus stages before this one are done, and nobody asks for them.
  init(of members: [CorpusMember], on ground: RunGround, from first: Int = 0) throws {
    let graph = ground.graph
    var wanted: Set<Int> = []
    for member in members {
      try Task.checkCancellation()
      for level in first...graph.corpus.count {
        wanted.formUnion(TrackAssessment(of: member, on: ground, level: level, for: []).demand.shared)
      }
    }
    for index in graph.corpus[first...].reversed() {
      guard let key = ground.shared.keys[index] else { continue }
      let work = CorpusWork(index: index, ground: ground, key: key)
      let makings = work.makings
      if !makings.isEmpty { self.makings[index] = makings }
      guard wanted.contains(index) || !makings.isEmpty, !work.isStored else { continue }
      stages.insert(index)
      for wire in graph.nodes[index].inputs.flatMap(\.wires) {
        if graph.isShared(wire.from), let giver = graph.giver(of: wire.from) { wanted.insert(giver) }
      }
      for member in members {
        try Task.checkCancellation()
        let level = graph.nodes[index].level
        wanted.formUnion(TrackAssessment(of: member, on: ground, level: level, for: [index]).demand.shared)
      }
    }
  }
}
