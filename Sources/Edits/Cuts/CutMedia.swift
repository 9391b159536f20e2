import Shots

/// A media file that an edit names.
public struct CutMedia: Sendable, Hashable {
  /// What plays it, by its author's word; may be empty.
  let name: String
  /// The path as ``CutClip/file`` has it: absolute, or relative to ``root`` or the edit.
  let path: String
  /// The line where it is named.
  let line: Int
  /// Whether its sound is played, and no picture.
  var isSound = false
  /// Whether it is the video of the cards, which is made when it is wanted.
  var isCard = false
  /// The folder that relative paths start at by the edit's word; `nil` for the edit's own.
  var root: String?

  /// Where on this machine the file may lie; nowhere if it is another machine's, or no file.
  ///
  /// Programs look beside an edit for what is not in its root, since edits are moved.
  ///
  /// - Parameter folder: The edit's folder, absolute.
  func places(beside folder: String) -> [String] {
    let isAbsolute = path.hasPrefix("/")
    guard !path.isEmpty, !MediaFile.isElsewhere(path) else { return [] }
    guard let root, !root.isEmpty, !isAbsolute else {
      return [MediaFile(path, from: folder).localPath].compactMap { $0 }
    }
    guard !MediaFile.isElsewhere(root) else { return [] }
    let folders = [MediaFile(root, from: folder).localPath, folder].compactMap { $0 }
    return folders.compactMap { MediaFile(path, from: $0).localPath }
  }
}

/// The size of an edit's pictures as its file states it.
public struct CutPicture: Sendable, Hashable {
  /// The size.
  public let size: PictureSize
  /// The line where it stands.
  public let line: Int

  /// A size by its texts; `nil` if they are none.
  init?(width: String?, height: String?, line: Int) {
    guard let width = width.flatMap({ FrameNumber.read($0) }), let height = height.flatMap({ FrameNumber.read($0) }),
      let size = PictureSize(width: width, height: height)
    else { return nil }
    self.size = size
    self.line = line
  }
}
