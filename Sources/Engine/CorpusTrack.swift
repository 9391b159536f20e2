import StageKit

/// A track that has passed the first phase of a run.
struct CorpusTrack: Sendable {
  let info: TrackInfo
  /// What the track was made from.
  let inputKey: String
  /// The files beside the track that stages want, by template.
  private let files: [String: FileIdentity]

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

  /// The content of a file beside the track; `nil` if there is none.
  ///
  /// - Throws: ``Failure`` if it can no longer be read.
  @Sendable func content(of file: TrackFile) throws(Failure) -> [UInt8]? {
    try files[file.template]?.bytes()
  }
}
