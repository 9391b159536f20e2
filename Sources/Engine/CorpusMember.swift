import StageKit

/// What a corpus stage's results depend on of one track.
struct CorpusMember {
  /// The track's name in the run.
  let name: String
  /// What the track is made from.
  let key: String
  /// What the track is for.
  let part: TrackPart
  /// The group that must not be torn.
  let group: String?

  /// What the results are made from, as texts.
  var texts: [String] { [key, part.rawValue, group.map { "group \($0)" } ?? ""] }

  /// By name, then by what the tracks are made from: the order in which tracks are done, and where they lie, make no
  /// difference.
  static func precede(_ a: CorpusMember, _ b: CorpusMember) -> Bool {
    (a.name, a.key, a.group ?? "") < (b.name, b.key, b.group ?? "")
  }
}

extension CorpusMember {
  /// A track that a run may bring to the corpus.
  init(_ track: LibraryTrack, identity: TrackIdentity) {
    self.init(name: track.name, key: identity.key, part: track.part, group: track.group)
  }

  /// A track that has passed the first phase.
  init(_ track: CorpusTrack) {
    self.init(name: track.info.name, key: track.inputKey, part: track.info.part, group: track.info.group)
  }
}
