import Files
import Pipeline
import StageKit

/// What a track's documents are made from, besides the plan: the file's content, and the files beside it.
struct TrackIdentity: Sendable {
  /// XXH3-128 of the audio file's content, in hexadecimal.
  let hash: String
  /// The files that stages want beside the track, by template; those that are not there are absent.
  let files: [String: FileIdentity]
  /// A hash of all of it, with the track's path.
  let key: String

  /// - Throws: ``Failure`` if a file cannot be read.
  init(_ track: LibraryTrack, plan: Plan) throws(Failure) {
    hash = try FileContent.hash(of: track.file)

    var files: [String: FileIdentity] = [:]
    // Labels of a track that counts as unlabelled are never read.
    let labels = track.part == .unlabelled ? nil : plan.source.labels
    let wanted = plan.stages.flatMap(\.settings.trackFiles) + [labels].compactMap { $0 }
    for file in wanted where files[file.template] == nil {
      let path = file.path(for: track.fileStem, format: track.ending)
      if FileTree.exists(path) { files[file.template] = try FileIdentity(path) }
    }
    self.files = files

    var key = ContentHash()
    key.update(track.path)
    key.update(hash)
    // In the stages' order, not by path: where the pipeline lies makes no difference.
    for file in wanted {
      key.update(files[file.template]?.hash ?? "")
    }
    for view in plan.source.views {
      guard let file = view.file else { continue }
      key.update(try FileContent.hash(of: file.path(for: track.fileStem, format: track.ending)))
    }
    self.key = key.hex
  }

  /// A file beside the track as stages take it.
  ///
  /// - Throws: ``Failure`` if it can no longer be read.
  func text(of file: TrackFile, for track: LibraryTrack) throws(Failure) -> TrackText {
    TrackText(
      path: file.path(for: track.fileStem, format: track.ending),
      bytes: track.part == .unlabelled ? nil : try files[file.template]?.bytes())
  }
}
