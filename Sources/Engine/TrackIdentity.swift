import Pipeline
import StageKit

/// What a track's documents are made from, besides the plan: the file's content, and the files beside it.
struct TrackIdentity: Sendable {
  /// XXH3-128 of the audio file's content, in hexadecimal.
  let hash: String
  /// The contents of the files that stages want beside the track, by template; those that are not there are absent.
  let files: [String: [UInt8]]
  /// A hash of all of it, with the track's path.
  let key: String

  /// - Throws: ``StageFailure`` if a file cannot be read.
  init(_ track: LibraryTrack, plan: Plan) throws(StageFailure) {
    var content = ContentHash()
    try FileContent.forEachPiece(of: track.file) { content.update($0) }
    hash = content.hex

    var files: [String: [UInt8]] = [:]
    let wanted = plan.stages.flatMap(\.settings.trackFiles)
    for file in wanted where files[file.template] == nil && FileTree.exists(file.path(for: track.file)) {
      files[file.template] = try FileContent.bytes(of: file.path(for: track.file))
    }
    self.files = files

    var key = ContentHash()
    key.update(track.path)
    key.update(hash)
    // In the stages' order, not by path: where the pipeline lies makes no difference.
    for file in wanted {
      let bytes = files[file.template]
      key.update(bytes?.count ?? -1)
      key.update(bytes ?? [])
    }
    self.key = key.hex
  }
}
