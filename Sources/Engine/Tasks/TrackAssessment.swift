import Files
import Pipeline

/// What a track needs in one turn: which documents are to be made, which stay, and what must work for that.
///
/// It only looks; a run and `--dry-run` go by it.
struct TrackAssessment {
  /// A document that is to be made, and why.
  struct Making {
    let document: PlannedDocument
    let key: Digest
    let reason: String
    /// How it lay there when this was found out.
    let versions: [PublishedDocuments.Version]
    /// Whether a file of somebody else's is in its place, which stays, unless it turns out to be the very document.
    let isTrial: Bool
  }

  /// The documents to be made.
  private(set) var makings: [Making] = []
  /// The documents that are there, made from the same.
  private(set) var fresh: [String] = []
  /// The documents that a person has changed.
  private(set) var edited: [String] = []
  /// The documents that stay as they are because a person has changed one that is made of the same shots.
  private(set) var held: [String] = []
  /// The path of the plan that the track is, if it lies in its document's place, and not as songboard wrote it.
  let ownPlan: String?
  /// What must work.
  private(set) var demand: Demand

  /// - Parameters:
  ///   - level: The turn: how many corpus stages have been done.
  ///   - corpusStages: The corpus stages that will want of the store what they take of the track, as far as the turn can
  ///     give it.
  init(of member: CorpusMember, on ground: RunGround, level: Int, for corpusStages: [Int]) {
    demand = Demand(ground.graph, keys: member.keys, store: ground.store)
    let own = level > 0 ? nil : PlannedDocument.ownPlan(of: member.track, in: ground.graph, folder: ground.folder)
    ownPlan = own.flatMap { ground.published.isOwn($0.path) ? nil : $0.path }
    let packing = ground.folder.packing
    let isTaken = packing?.takes(level: level) ?? true
    let documents = isTaken ? PlannedDocument.documents(of: member.track, in: ground.graph, folder: ground.folder) : []
    let all = documents.map { document in
      let key = member.keys.tasks[document.task].map { document.key(of: $0) }
      // How it lies there is read before what it is: another run may write it meanwhile.
      let versions = ground.published.versions(of: document.path)
      // What a run packs, it packs whole.
      let state = packing == nil ? ground.published.state(of: document.path, key: key) : .missing
      return (document, key, versions, state)
    }
    var shots: Set<PortReference> = []
    var staleShots: Set<PortReference> = []
    if !ground.overwrites {
      for case (let document, _, _, .edited(let isStale)) in all {
        shots.formUnion(ground.graph.nodes[document.task].shots)
        if isStale { staleShots.formUnion(ground.graph.nodes[document.task].shots) }
      }
    }
    for (document, key, versions, state) in all where ground.graph.nodes[document.task].level == level {
      guard let key else { continue }
      let own = ground.graph.nodes[document.task].shots
      switch state {
      case .fresh: fresh.append(document.path)
      case .missing where !own.isDisjoint(with: staleShots), .stale where !own.isDisjoint(with: shots):
        held.append(document.path)
      default:
        if let making = Making(document, key: key, from: state, versions, overwrites: ground.overwrites) {
          makings.append(making)
        } else {
          edited.append(document.path)
        }
      }
    }
    for making in makings { demand.need(task: making.document.task) }
    for port in corpusStages.flatMap({ ground.graph.ports(takenBy: $0, of: member.track.part) })
    where ground.graph.level(of: port) <= level {
      demand.need(port)
    }
  }
}

extension TrackAssessment.Making {
  /// The making of a document; `nil` if it is there as it should be, or a person has changed it and it stays.
  init?(
    _ document: PlannedDocument, key: Digest, from state: PublishedDocuments.State,
    _ versions: [PublishedDocuments.Version], overwrites: Bool
  ) {
    switch state {
    case .fresh: return nil
    case .missing: reason = "not there yet"
    case .stale(let why): reason = why
    // It may be the very document, of which the notes are lost: that shows when it is made.
    case .foreign: reason = "not written by songboard"
    case .edited:
      guard overwrites else { return nil }
      reason = "changed since songboard wrote it"
    }
    isTrial = state == .foreign && !overwrites
    (self.document, self.key, self.versions) = (document, key, versions)
  }
}
