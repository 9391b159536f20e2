import Audio
import Files
import Pipeline
import StageKit
import Store

/// All that a run's tracks share.
struct RunGround: Sendable {
  let graph: TaskGraph
  let folder: OutputFolder
  let published: PublishedDocuments
  let store: Store
  let hashes: FileHashes
  let shared: SharedResults
  let decoders: DecoderPool
  /// The program's version.
  let version: String
  /// Whether files of others in documents' places are replaced.
  let overwrites: Bool

  /// A track with what its results are made from.
  ///
  /// - Throws: ``Failure`` if a file of it cannot be read.
  func member(_ track: LibraryTrack) throws(Failure) -> CorpusMember {
    let identity = try TrackIdentity(track, plan: graph.plan, output: folder.path, hashes: hashes)
    let keys = TrackKeys(graph, track: track, identity: identity, corpus: shared.keys, version: version)
    return CorpusMember(track: track, identity: identity, keys: keys)
  }

  /// The work on a track.
  ///
  /// - Throws: `AudioFailure` if it is known that the track is damaged, and such tracks are refused.
  func work(on member: CorpusMember) throws -> TrackWork {
    try TrackWork(
      graph, track: member.track, identity: member.identity, keys: member.keys, store: store, shared: shared,
      decoders: decoders, version: version)
  }
}

/// What a track needs in one turn: which documents are to be made, which stay, and what must work for that.
///
/// It only looks; a run and `--dry-run` go by it.
struct TrackAssessment {
  /// A document that is to be made, and why.
  struct Making {
    let document: PlannedDocument
    let key: Digest
    let reason: String
  }

  /// The documents to be made.
  private(set) var makings: [Making] = []
  /// The documents that are there, made from the same.
  private(set) var fresh: [String] = []
  /// The documents that a person has changed.
  private(set) var edited: [String] = []
  /// The documents that stay as they are because a person has changed one that is made of the same shots.
  private(set) var held: [String] = []
  /// What must work.
  private(set) var demand: Demand

  /// - Parameters:
  ///   - level: The turn: how many corpus stages have been done.
  ///   - corpusStage: The corpus stage that comes next and must work, if there is one.
  init(of member: CorpusMember, on ground: RunGround, level: Int, for corpusStage: Int?) {
    demand = Demand(ground.graph, keys: member.keys, store: ground.store)
    let documents = PlannedDocument.documents(of: member.track, in: ground.graph, folder: ground.folder)
    let all = documents.map { document in
      let key = member.keys.tasks[document.task].map { document.key(of: $0) }
      return (document: document, key: key, state: ground.published.state(of: document.path, key: key))
    }
    var shots: Set<PortReference> = []
    var staleShots: Set<PortReference> = []
    if !ground.overwrites {
      for case (let document, _, .edited(let isStale)) in all {
        shots.formUnion(ground.graph.nodes[document.task].shots)
        if isStale { staleShots.formUnion(ground.graph.nodes[document.task].shots) }
      }
    }
    for (document, key, state) in all where ground.graph.nodes[document.task].level == level {
      guard let key else { continue }
      let own = ground.graph.nodes[document.task].shots
      switch state {
      case .fresh: fresh.append(document.path)
      case .missing where !own.isDisjoint(with: staleShots), .stale where !own.isDisjoint(with: shots):
        held.append(document.path)
      case .missing: makings.append(Making(document: document, key: key, reason: "not there yet"))
      case .stale(let reason): makings.append(Making(document: document, key: key, reason: reason))
      // It may be the very document, of which the notes are lost: that shows when it is made.
      case .foreign: makings.append(Making(document: document, key: key, reason: "not written by songboard"))
      case .edited(let isStale):
        edited.append(document.path)
        if ground.overwrites || isStale {
          makings.append(Making(document: document, key: key, reason: "changed since songboard wrote it"))
        }
      }
    }
    for making in makings { demand.need(task: making.document.task) }
    if let corpusStage {
      for port in ground.graph.ports(takenBy: corpusStage, of: member.track.part) { demand.need(port) }
    }
  }
}
