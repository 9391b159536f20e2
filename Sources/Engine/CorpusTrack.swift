import StageKit

/// A track that has passed the first phase of a run.
struct CorpusTrack: Sendable {
  let info: TrackInfo
  /// What the track was made from.
  let inputKey: String
  /// The contents of the files beside the track that stages want, by template.
  let files: [String: [UInt8]]

  /// - Parameter seconds: The track's length.
  init(_ track: LibraryTrack, identity: TrackIdentity, seconds: Double) {
    info = TrackInfo(
      name: track.name, path: track.path, seconds: seconds, hash: identity.hash, part: track.part)
    inputKey = identity.key
    files = identity.files
  }
}
