import Pipeline
import StageKit
import Store

/// The tracks of a run as one stage sees them: what it takes of a track is read from the store when it asks.
struct StageCorpus: Corpus {
  let tracks: [TrackInfo]
  let shared: Artifacts

  private let index: Int
  private let ground: RunGround
  private let byID: [String: CorpusMember]

  /// - Parameters:
  ///   - index: The stage's task.
  ///   - members: The tracks in their order; what the stage takes of them is in the store.
  /// - Throws: ``Failure`` if the store has lost what is known of a track.
  init(_ index: Int, over members: [CorpusMember], on ground: RunGround) throws {
    self.index = index
    self.ground = ground
    tracks = try members.map { try ground.work(on: $0).info }
    // Tracks of one identity bring a stage the same.
    byID = Dictionary(members.map { ($0.identity.id, $0) }) { first, _ in first }
    var shared = Artifacts()
    for (input, wires) in ground.graph.nodes[index].inputs {
      shared[named: input.name] = try wires.compactMap { wire in
        guard ground.graph.isShared(wire.from) else { return nil }
        return try ground.shared.artifact(wire.from).map {
          Artifacts.Named<any Artifact>(name: wire.name, of: wire.from.stage, value: $0)
        }
      }
    }
    self.shared = shared
  }

  func inputs(of track: TrackInfo) throws -> Artifacts {
    guard let member = byID[track.id] else { throw Failure("\(track.path) is no track of this run") }
    var demand = Demand(ground.graph, keys: member.keys, store: ground.store)
    let ports = Set(ground.graph.ports(takenBy: index, of: track.part))
    for port in ports { demand.need(port) }
    guard demand.isEmpty else {
      throw Failure("\(track.path): what the stage takes of it is no longer in the store", remedy: "run again")
    }
    return try ground.work(on: member).inputs(of: index, in: demand, among: ports)
  }
}
