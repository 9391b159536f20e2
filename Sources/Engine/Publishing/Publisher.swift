import Files
import Glibc
import Pipeline
import StageKit

/// Writes documents to the output folder: they appear whole or not at all, and never in the place of what is not
/// songboard's own.
final class Publisher: Sendable {
  /// A document to be published.
  struct Item {
    let document: PlannedDocument
    /// What it is made from.
    let key: Digest
    let content: Document
  }

  /// What became of documents.
  struct Outcome {
    /// The documents that are there now as they should be: written, or found to be the same.
    var published: [String] = []
    /// Files that somebody else wrote or changed, and that stay.
    var left: [String] = []
    /// What a person should know.
    var warnings: [String] = []
  }

  let published: PublishedDocuments
  private let folder: OutputFolder
  private let work: WorkFolder
  private let places: DocumentPlaces
  private let run: String
  private let overwrites: Bool
  private let tell: @Sendable () -> Void

  private var lockPath: String { "\(folder.ownPath)/lock" }

  /// Makes the output folder if need be.
  ///
  /// - Parameters:
  ///   - places: Those of all documents of the run: no continuation may take one.
  ///   - run: The run's id.
  ///   - overwrites: Whether files that somebody else wrote or changed are replaced; a copy of them stays.
  ///   - tell: Is called if another run holds the folder, and this one has to wait.
  /// - Throws: ``Failure`` if the folder cannot be made, `CancellationError` if the task is cancelled while it waits.
  init(
    _ folder: OutputFolder, places: DocumentPlaces, run: String, overwrites: Bool, tell: @escaping @Sendable () -> Void
  ) throws {
    self.folder = folder
    self.places = places
    self.run = run
    self.overwrites = overwrites
    self.tell = tell
    try FileTree.makeFolder("\(folder.ownPath)/work")
    published = PublishedDocuments(folder)
    let lock = try FolderLock(waitingFor: "\(folder.ownPath)/lock", tell: tell)
    let published = published
    work = try withExtendedLifetime(lock) {
      published.compact()
      return try WorkFolder(in: "\(folder.ownPath)/work")
    }
  }

  /// Ends the run's writing: notes that are out of date go.
  func close() {
    guard let lock = try? FolderLock(waitingFor: lockPath, tell: tell) else { return }
    withExtendedLifetime(lock) { published.compact() }
  }

  /// Writes a file of the run itself. One that somebody else wrote or changed is kept under another name.
  ///
  /// - Throws: ``Failure`` if it cannot be written.
  func publishOwn(_ text: String, as path: String) throws {
    let draft = try draft(path, key: ContentHash.of(Array(text.utf8)), content: Document(text: text))
    defer { for file in draft.files { unlink(file.path) } }
    let lock = try FolderLock(waitingFor: lockPath, tell: tell)
    try withExtendedLifetime(lock) {
      published.refresh()
      var outcome = Outcome()
      try publish(draft, before: published.versions(of: path), overwrites: true, &outcome)
    }
  }

  /// Writes documents and gives them their names together, after the last is whole and on the disk.
  ///
  /// - Throws: ``Failure`` if one cannot be written, or has no place; what stages throw while they write.
  func publish(_ items: [Item]) throws -> Outcome {
    var outcome = Outcome()
    guard !items.isEmpty else { return outcome }
    var drafts: [Draft] = []
    defer { for path in drafts.flatMap(\.files).map(\.path) { unlink(path) } }
    let before = items.map { published.versions(of: $0.document.path) }
    for item in items { drafts.append(try draft(item.document.path, key: item.key, content: item.content)) }
    // Another run that publishes the same documents waits.
    let lock = try FolderLock(waitingFor: lockPath, tell: tell)
    try withExtendedLifetime(lock) {
      published.refresh()
      for (draft, versions) in zip(drafts, before) {
        try publish(draft, before: versions, overwrites: overwrites, &outcome)
      }
    }
    return outcome
  }

  private func draft(_ path: String, key: Digest, content: Document) throws -> Draft {
    var draft = Draft(path: path, key: key, files: [])
    do {
      for part in [content] + content.continuations {
        let path = work.newPath()
        draft.files.append((path, ContentHash.of([])))
        let output = HashingFile(try OutputFile(path: path, mode: .new))
        var sink: any ByteSink = output
        try part.write(to: &sink)
        try output.file.sync()
        draft.files[draft.files.count - 1].hash = output.digest
      }
    } catch {
      for (path, _) in draft.files { unlink(path) }
      throw error
    }
    return draft
  }

  /// Notes what will be there, gives the files their names, then notes what is there: whenever it is cut off, the notes
  /// know songboard's files from others.
  private func publish(
    _ draft: Draft, before: [PublishedDocuments.Version], overwrites: Bool, _ outcome: inout Outcome
  ) throws {
    let paths = draft.files.indices.map { OutputFolder.path(draft.path, part: $0) }
    let known = published.versions(of: draft.path)
    if known.first?.key != draft.key, known.first?.run != before.first?.run, known.first?.run != run {
      throw Failure(
        "\(draft.path): another run has written it meanwhile, from other settings or another input",
        remedy: "run again when that is done")
    }
    for path in paths.dropFirst() where places.holds(path) || !published.versions(of: path).isEmpty {
      throw Self.collision(of: draft.path, in: path)
    }
    if let owner = published.document(continuedIn: draft.path) { throw Self.collision(of: owner, in: draft.path) }
    var version = PublishedDocuments.Version(
      key: draft.key, run: run, files: draft.files.map { PublishedDocuments.File(stamp: "", hash: $0.hash) })
    if published.isThere(version, at: paths) {
      // The same bytes: the file stays, with its time.
      try settle(&version, at: paths, outcome: &outcome)
      return
    }
    let there = Set(paths + published.paths(of: draft.path)).sorted()
    for path in there where FileTree.existsItself("\(folder.path)/\(path)") && !published.isOwn(path) {
      guard !FileTree.isFolder("\(folder.path)/\(path)") else {
        throw Failure("\(path): a folder is in its place", remedy: "rename it, or choose another folder with -o")
      }
      guard overwrites else {
        outcome.left.append(path)
        return
      }
      outcome.warnings.append("\(path): the file that was there is now \(try folder.keepCopy(of: path))")
    }
    let old = published.paths(of: draft.path).dropFirst(paths.count).filter { published.isOwn($0) && !places.holds($0) }
    try published.note([(draft.path, [version] + known.filter { published.isPartlyThere(draft.path, $0) })])
    for path in old { unlink("\(folder.path)/\(path)") }
    for (file, path) in zip(draft.files, paths) {
      let target = "\(folder.path)/\(path)"
      if rename(file.path, target) != 0 {
        try FileTree.makeFolder(FileTree.parent(of: target))
        guard rename(file.path, target) == 0 else { throw Failure.writing(target, errno) }
      }
    }
    FileTree.sync(FileTree.parent(of: "\(folder.path)/\(draft.path)"))
    try settle(&version, at: paths, outcome: &outcome)
  }

  private func settle(
    _ version: inout PublishedDocuments.Version, at paths: [String], outcome: inout Outcome
  ) throws(Failure) {
    version.files = zip(paths, version.files).map { published.file($0, hash: $1.hash) }
    try published.note([(paths[0], [version])])
    outcome.published.append(paths[0])
  }

  private static func collision(of document: String, in path: String) -> Failure {
    Failure("\(document) goes on in \(path), which is another document's", remedy: "rename one of the two songs")
  }
}

/// A document under temporary names.
private struct Draft {
  let path: String
  let key: Digest
  /// Itself and its continuations.
  var files: [(path: String, hash: Digest)]
}
