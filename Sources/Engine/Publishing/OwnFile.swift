import Files
import FoundationEssentials
import Glibc
import StageKit

/// One file that a command writes, such as a video: like a document of a run, it never takes the place of a file that
/// songboard did not write.
public struct OwnFile: Sendable {
  private let name: String
  private let published: PublishedDocuments

  private var path: String { "\(published.folder.path)/\(name)" }

  /// A file by its path.
  ///
  /// - Throws: ``Failure`` if its folder cannot be one.
  public init(path: String) throws(Failure) {
    name = FilePath.lastPart(of: path)
    published = PublishedDocuments(try OutputFolder(path: FileTree.folder(of: path)))
  }

  /// Has the file written under another name beside it, then gives it its own.
  ///
  /// - Parameters:
  ///   - tell: Is called if a run holds the folder, and this process has to wait.
  ///   - make: Writes the file to the path that it is given.
  /// - Throws: ``Failure`` if there is a file that songboard did not write, or that somebody has changed since, before or
  ///   after it is made; if it cannot be written; `CancellationError` while it waits; what `make` throws.
  public func write(tell: () -> Void = {}, _ make: (String) throws -> Void) throws {
    // Making it may take minutes.
    try checkReplaceable()
    let place = "\(published.folder.path)/.songboard-\(UUID().uuidString)"
    defer { unlink(place) }
    try make(place)
    let stamp = FileStamp(of: place)
    let hash = try FileContent.digest(of: place)
    let draft = Draft(document: name, key: hash, files: [Draft.File(path: place, hash: hash, stamp: stamp)])
    try FileTree.makeFolder(published.folder.ownPath)
    let lock = try FolderLock(waitingFor: published.folder.lockPath, tell: tell)
    try withExtendedLifetime(lock) {
      published.refresh()
      try checkReplaceable()
      try published.place([draft], of: "-")
    }
  }

  private func checkReplaceable() throws(Failure) {
    guard FileTree.existsItself(path), !published.isOwn(name) else { return }
    throw Failure("\(path): is there, and not as songboard wrote it", remedy: "move it, or choose another name with -o")
  }
}
