import StageKit

/// A track that has passed the first phase of a run.
struct CorpusTrack: Sendable {
  let info: TrackInfo
  /// What the track was made from.
  let inputKey: String
  /// The contents of the files beside the track that stages want, by template.
  let files: [String: [UInt8]]

  /// - Parameters:
  ///   - seconds: The track's length.
  ///   - song: The song that the track's file is a plan of; `nil` for a song itself.
  init(
    _ track: LibraryTrack, identity: TrackIdentity, seconds: Double, song: (path: String, hash: String)? = nil
  ) {
    info = TrackInfo(
      id: identity.key, name: track.name, path: song?.path ?? track.path, seconds: seconds,
      hash: song?.hash ?? identity.hash, part: track.part, group: track.group)
    inputKey = identity.key
    files = identity.files
  }
}
