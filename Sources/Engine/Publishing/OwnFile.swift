import Files
import FoundationEssentials
import Glibc
import StageKit

/// One file that a command writes, such as a video: like a document of a run, it never takes the place of a file that
/// songboard did not write.
public struct OwnFile: Sendable {
  private let name: String
  private let published: PublishedDocuments

  /// A file by its path.
  ///
  /// - Throws: ``Failure`` if its folder cannot be one.
  public init(path: String) throws(Failure) {
    name = FilePath.lastPart(of: path)
    published = PublishedDocuments(try OutputFolder(path: FileTree.folder(of: path)))
  }

  /// - Throws: ``Failure`` if there is a file that songboard did not write, or that somebody has changed since.
  public func checkReplaceable() throws(Failure) {
    let path = "\(published.folder.path)/\(name)"
    guard FileTree.existsItself(path), !published.isOwn(name) else { return }
    throw Failure("\(path): is there, and not as songboard wrote it", remedy: "move it, or choose another name with -o")
  }

  /// Writes a text; it appears whole or not at all, and is noted.
  ///
  /// - Parameter overwrites: Whether a file that songboard did not write makes way, and stays as a numbered copy.
  /// - Returns: The name of that copy, if one was made.
  /// - Throws: As ``checkReplaceable()`` does unless it overwrites; ``Failure`` if the file cannot be written.
  @discardableResult
  public func write(_ text: String, overwrites: Bool) throws(Failure) -> String? {
    if !overwrites { try checkReplaceable() }
    let folder = published.folder
    try FileTree.makeFolder(folder.path)
    let draft = "\(folder.path)/.songboard-\(UUID().uuidString)"
    defer { unlink(draft) }
    let output = try OutputFile(path: draft, mode: .new)
    try output.write(Array(text.utf8))
    try output.sync()
    let isForeign = FileTree.existsItself("\(folder.path)/\(name)") && !published.isOwn(name)
    let copy = isForeign ? try folder.keepCopy(of: name) : nil
    guard rename(draft, "\(folder.path)/\(name)") == 0 else { throw Failure.writing("\(folder.path)/\(name)", errno) }
    try note()
    return copy
  }

  /// Notes the file as it lies there now.
  ///
  /// - Throws: ``Failure`` if it cannot be read, or the note not be written.
  public func note() throws(Failure) {
    try FileTree.makeFolder(published.folder.ownPath)
    let hash = try FileContent.digest(of: "\(published.folder.path)/\(name)")
    let version = PublishedDocuments.Version(key: hash, run: "-", files: [published.file(name, hash: hash)])
    try published.note([(name, [version])])
  }
}
