import Files
import StageKit

/// One file that a command writes, such as a video: like a document of a run, it never takes the place of a file that
/// songboard did not write.
public struct OwnFile: Sendable {
  /// What stands in the notes in place of the run.
  static let writer = "-"

  private let name: String
  private let published: PublishedDocuments

  private var folder: OutputFolder { published.folder }
  private var path: String { "\(folder.path)/\(name)" }

  /// A file by its path.
  ///
  /// - Throws: ``Failure`` if its folder cannot be one.
  public init(path: String) throws(Failure) {
    try self.init(FilePath.lastPart(of: path), in: FileTree.folder(of: path))
  }

  /// A file by its path from a folder, whose notes tell what is songboard's.
  ///
  /// - Throws: ``Failure`` if the folder cannot be one.
  public init(_ name: String, in folder: String) throws(Failure) {
    self.name = name
    published = PublishedDocuments(try OutputFolder(path: folder))
  }

  /// - Throws: ``Failure`` if there is a file that songboard did not write, or that somebody has changed since.
  public func checkReplaceable() throws(Failure) {
    guard isForeign else { return }
    throw Failure("\(path): is there, and not as songboard wrote it", remedy: "move it, or choose another name with -o")
  }

  /// Has the file written under another name beside it, then gives it its own: it appears whole or not at all.
  ///
  /// - Parameters:
  ///   - overwrites: Whether a file that songboard did not write makes way, and stays as a numbered copy.
  ///   - tell: Is called if a run holds the folder, and this process has to wait.
  ///   - make: Writes the file to the path that it is given, which may take minutes.
  /// - Returns: The name of that copy, if one was made.
  /// - Throws: As ``checkReplaceable()`` does unless it overwrites, before and after the file is made; ``Failure`` if it
  ///   cannot be written; `CancellationError` while it waits; what `make` throws.
  @discardableResult
  public func write(
    overwrites: Bool = false, tell: () -> Void = {}, _ make: (String) throws -> Void
  ) throws -> String? {
    if !overwrites { try checkReplaceable() }
    try FileTree.makeFolder(folder.ownPath)
    // What is written when the process is killed lies where the next one removes it.
    let work = try withExtendedLifetime(try folder.lock(tell: tell)) { try WorkFolder(in: folder) }
    let place = work.newPath()
    try make(place)
    try OutputFile(path: place, mode: .appending).sync()
    let stamp = FileStamp(of: place)
    let hash = try FileContent.digest(of: place)
    let draft = Draft(document: name, key: hash, files: [Draft.File(path: place, hash: hash, stamp: stamp)])
    let lock = try folder.lock(tell: tell)
    return try withExtendedLifetime((lock, work)) {
      published.refresh()
      if !overwrites { try checkReplaceable() }
      var copy: String?
      try published.place([draft], of: Self.writer) { _ in
        if isForeign { copy = try folder.keepCopy(of: name) }
      }
      return copy
    }
  }

  /// Has lines added to the file where it lies, by whatever means. One that was songboard's own stays so.
  ///
  /// - Throws: What `add` throws, after what it has added is noted; ``Failure`` if the note cannot be written.
  public func extend(_ add: () async throws -> Void) async throws {
    published.refresh()
    let wasForeign = isForeign
    do { try await add() } catch {
      if !wasForeign { try? noteAsItLies() }
      throw error
    }
    if !wasForeign { try noteAsItLies() }
  }

  private func noteAsItLies() throws {
    // The stamp is of before the file is read: who writes to it later is noticed.
    guard let stamp = FileStamp(of: path) else { return }
    let hash = try FileContent.digest(of: path)
    let version = PublishedDocuments.Version(
      key: hash, run: Self.writer, files: [PublishedDocuments.File(stamp: stamp.text, hash: hash)])
    try withExtendedLifetime(try folder.lock(tell: {})) {
      published.refresh()
      try published.note([(name, [version])])
    }
  }

  private var isForeign: Bool { FileTree.existsItself(path) && !published.isOwn(name) }
}
