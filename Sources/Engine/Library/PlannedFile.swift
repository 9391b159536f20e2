import Files
import StageKit

/// What a track's file was when a plan was frozen: only such a file is worked on.
public struct PlannedFile: Sendable, Hashable {
  /// Size in bytes.
  public let size: Int
  /// When it was last written, in nanoseconds since 1970.
  public let modified: Int
  /// XXH3-128 of the content; `nil` if it was not read.
  public let digest: Digest?

  /// A file as it was.
  public init(size: Int, modified: Int, digest: Digest?) {
    (self.size, self.modified, self.digest) = (size, modified, digest)
  }

  /// What the file at a path is now, unread; `nil` if there is none.
  public init?(of path: String) {
    guard let stamp = FileStamp(of: path) else { return nil }
    self.init(size: stamp.size, modified: stamp.modified, digest: nil)
  }

  /// The failure of a file that is another now.
  fileprivate func change(to stamp: FileStamp?, at path: String) -> Failure {
    let now = stamp?.size ?? 0
    let change =
      now != size
      ? "it had \(size) bytes, and has \(now)"
      : digest != nil ? "its content is another" : "its size is the same, its time is another"
    let hash = now == size && digest == nil ? ", with --hash if copies with other times are to count as the same" : ""
    return Failure("\(path): has changed since the plan was made: \(change)", remedy: "make a new plan\(hash)")
  }
}

extension FileHashes {
  /// The content of a track's file. Of a file whose content the plan knows, and that the system says is the same, nothing
  /// is read.
  ///
  /// - Throws: ``Failure`` that names the file if it cannot be read, or is another than the plan's. It may pass if nothing of
  ///   the library is there: its disk is not mounted here.
  func content(of track: LibraryTrack) throws(Failure) -> HashedFile {
    guard let planned = track.planned else { return try content(of: track.file) }
    let stamp = FileStamp(of: track.file)
    let isSame = stamp?.size == planned.size && stamp?.modified == planned.modified
    if isSame, let digest = planned.digest { return HashedFile(path: track.file, stamp: stamp, digest: digest) }
    let hashed: HashedFile
    do throws(Failure) {
      hashed = try content(of: track.file)
    } catch {
      // What a disk or its keeper puts there is no song.
      let names = FileTree.names(in: track.root).filter { !$0.hasPrefix(".") && $0 != "lost+found" }
      guard names.isEmpty else { throw error }
      throw Failure(
        error.reason, remedy: "\(track.root) holds nothing: is its disk mounted on this machine?", mayPass: true)
    }
    // A copy has other times, and the same content.
    guard isSame || hashed.digest == planned.digest else {
      throw planned.change(to: stamp, at: track.file)
    }
    return hashed
  }
}
