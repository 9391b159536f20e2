/// A track that reaches the corpus stages.
struct CorpusMember: Sendable {
  let track: LibraryTrack
  let identity: TrackIdentity
  var keys: TrackKeys

  /// By name, then by what the tracks are made from: the order in which tracks are done, and where they lie, make no
  /// difference.
  static func precede(_ a: CorpusMember, _ b: CorpusMember) -> Bool {
    (a.track.name, a.identity.id, a.track.group ?? "") < (b.track.name, b.identity.id, b.track.group ?? "")
  }
}
