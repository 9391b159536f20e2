import Files
import StageKit

/// The tracks that reach the corpus stages, and what has come of each.
struct CorpusTurns {
  /// The tracks in their order.
  private(set) var members: [CorpusMember] = []
  /// What has come of each, in the same order.
  private(set) var progress: [TrackProgress] = []

  /// Takes a track in.
  mutating func add(_ member: CorpusMember, _ progress: TrackProgress) {
    members.append(member)
    self.progress.append(progress)
  }

  /// Puts the tracks in their order.
  mutating func sort() {
    let order = members.indices.sorted { CorpusMember.precede(members[$0], members[$1]) }
    members = order.map { members[$0] }
    progress = order.map { progress[$0] }
  }

  /// Finds the keys of the corpus stages from one on, and of all tasks that take from them.
  mutating func setKeys(from level: Int, on ground: RunGround) {
    for index in ground.graph.corpus[level...] { ground.shared.forget(index) }
    for index in members.indices { members[index].keys.forget(from: level, in: ground.graph) }
    for index in ground.graph.corpus[level...] {
      complete(ground)
      let key = CorpusKey.key(
        of: index, in: ground.graph, members: members, corpus: ground.shared.keys, version: ground.version)
      ground.shared.set(key: key, of: index)
    }
    complete(ground)
  }

  private mutating func complete(_ ground: RunGround) {
    let corpus = ground.shared.keys
    for index in members.indices {
      members[index].keys.complete(
        ground.graph, track: members[index].track, identity: members[index].identity, corpus: corpus,
        version: ground.version)
    }
  }

  /// Gives each track a turn; those that fail leave the corpus.
  ///
  /// - Parameter take: Is told what has come of a track, and tells whether to go on.
  /// - Returns: Whether one failed.
  mutating func turn(
    _ turn: TrackTurn, jobs: Int, take: (TrackProgress) throws -> Bool
  ) async throws -> Bool {
    var failed: Set<Int> = []
    let (members, before) = (members, progress)
    var after = progress
    try await Jobs(count: jobs)(through: members.indices) { index in
      (index, try turn(members[index], before[index]))
    } take: { result in
      let (index, progress) = try result.get()
      after[index] = progress
      if !progress.goesOn { failed.insert(index) }
      return try take(progress)
    }
    self.members = members.indices.filter { !failed.contains($0) }.map { members[$0] }
    progress = after.indices.filter { !failed.contains($0) }.map { after[$0] }
    return !failed.isEmpty
  }
}
