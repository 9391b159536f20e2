import Files
import Glibc
import Pipeline
import StageKit
import Synchronization

/// Writes documents to the output folder: they appear whole or not at all, and never in the place of what is not
/// songboard's own.
final class Publisher: Sendable {
  /// A document to be published.
  struct Item {
    let making: TrackAssessment.Making
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
  private let turn = Mutex(())

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
    for changed in try FileTree.makeFolder(WorkFolder.parent(in: folder)) { FileTree.sync(changed) }
    published = PublishedDocuments(folder)
    let lock = try folder.lock(tell: tell)
    let published = published
    work = try withExtendedLifetime(lock) {
      published.compact()
      return try WorkFolder(in: folder)
    }
  }

  /// Ends the run's writing: notes that are out of date go.
  func close() {
    guard let lock = try? folder.lock(tell: tell) else { return }
    withExtendedLifetime(lock) { published.compact() }
  }

  /// Writes a file of the run itself. One that somebody else wrote or changed is kept under another name.
  ///
  /// - Throws: ``Failure`` if it cannot be written.
  func publishOwn(_ text: String, as path: String) throws {
    let draft = try draft(path, key: ContentHash.of(Array(text.utf8)), content: Document(text: text))
    defer { draft.discard() }
    var outcome = Outcome()
    try locked { try place([draft], overwrites: true, &outcome) }
  }

  /// Writes documents and gives them their names together, after the last is whole and on the disk.
  ///
  /// - Parameters:
  ///   - track: The path of the track that they are of; `nil` for those of the corpus.
  ///   - outcome: What became of them, also if some could not be published.
  /// - Throws: ``Failure`` if one cannot be written, or has no place; what stages throw while they write.
  func publish(_ items: [Item], of track: String? = nil, _ outcome: inout Outcome) throws {
    guard !items.isEmpty else { return }
    var drafts: [Draft] = []
    defer { for draft in drafts { draft.discard() } }
    for item in items {
      drafts.append(try draft(item.making.document.path, key: item.making.key, content: item.content))
    }
    if let packing = folder.packing, let track {
      for draft in drafts {
        for (file, path) in zip(draft.files, draft.paths) { try packing.add(path, track, file.path) }
        outcome.published.append(draft.document)
      }
      return
    }
    try locked {
      for (draft, item) in zip(drafts, items) { try checkRivals(of: draft, since: item.making.versions) }
      try place(drafts, overwrites: overwrites, &outcome)
    }
  }

  /// Other tracks of this run wait in turn, so that who waits for the folder's lock waits for another run.
  func locked(_ body: () throws -> Void) throws {
    try turn.withLock { _ in
      let lock = try folder.lock(tell: tell)
      try withExtendedLifetime(lock) {
        published.refresh()
        try body()
      }
    }
  }

  private func draft(_ document: String, key: Digest, content: Document) throws -> Draft {
    var draft = Draft(document: document, key: key)
    do {
      for part in [content] + content.continuations {
        let path = work.newPath()
        let output = HashingFile(try OutputFile(path: path, mode: .new))
        // Whatever fails from here on, the file is known and goes.
        draft.files.append(Draft.File(path: path, hash: output.digest, stamp: nil))
        var sink: any ByteSink = output
        try part.write(to: &sink)
        try output.file.sync()
        draft.files[draft.files.count - 1] = Draft.File(path: path, hash: output.digest, stamp: FileStamp(of: path))
      }
    } catch {
      draft.discard()
      throw error
    }
    return draft
  }

  /// - Parameter versions: How the document lay there when it was found to be out of date.
  /// - Throws: ``Failure`` if another run has written it since, from something else.
  private func checkRivals(of draft: Draft, since versions: [PublishedDocuments.Version]) throws(Failure) {
    let newest = published.versions(of: draft.document).first
    guard newest?.key != draft.key, newest?.run != versions.first?.run, newest?.run != run else { return }
    throw Failure(
      "\(draft.document): another run has written it meanwhile, from other settings or another input",
      remedy: "run again when that is done")
  }

  /// Gives drafts their names, if all of them have a place. A file with the same bytes stays, with its time.
  private func place(_ drafts: [Draft], overwrites: Bool, _ outcome: inout Outcome) throws {
    var ready: [Draft] = []
    var leaving: [String: (foreign: [String], old: [String])] = [:]
    for draft in drafts {
      try checkContinuations(of: draft)
      if let files = published.files(like: draft) {
        var version = draft.version(of: run)
        version.files = files
        try published.note([(draft.document, [version])])
        outcome.published.append(draft.document)
        continue
      }
      let foreign = try foreignFiles(inPlaceOf: draft)
      if foreign.isEmpty || overwrites {
        let old = published.paths(of: draft.document).dropFirst(draft.files.count)
        leaving[draft.document] = (foreign, old.filter { published.isOwn($0) && !places.holds($0) })
        ready.append(draft)
      } else {
        outcome.left += foreign.prefix(1)
      }
    }
    try published.place(ready, of: run) { draft in
      let leaving = leaving[draft.document] ?? ([], [])
      for path in leaving.old { unlink("\(folder.path)/\(path)") }
      for path in leaving.foreign {
        outcome.warnings.append("\(path): the file that was there is now \(try folder.keepCopy(of: path))")
      }
    } finish: { draft in
      outcome.published.append(draft.document)
    }
  }

  /// - Throws: ``Failure`` if a continuation would take another document's place, or the document a continuation's.
  private func checkContinuations(of draft: Draft) throws(Failure) {
    for path in draft.paths.dropFirst() where places.holds(path) || !published.versions(of: path).isEmpty {
      throw Self.collision(of: draft.document, in: path)
    }
    if let owner = published.document(continuedIn: draft.document) {
      throw Self.collision(of: owner, in: draft.document)
    }
  }

  /// The files in the place of a document, or of the one that was there, that are not as songboard wrote them.
  ///
  /// - Throws: ``Failure`` if one is a folder.
  private func foreignFiles(inPlaceOf draft: Draft) throws(Failure) -> [String] {
    let there = Set(draft.paths + published.paths(of: draft.document)).sorted()
    let foreign = there.filter { FileTree.existsItself("\(folder.path)/\($0)") && !published.isOwn($0) }
    if let path = foreign.first(where: { FileTree.isFolder("\(folder.path)/\($0)") }) {
      throw Failure("\(path): a folder is in its place", remedy: "rename it, or choose another folder with -o")
    }
    return foreign
  }

  private static func collision(of document: String, in path: String) -> Failure {
    Failure("\(document) goes on in \(path), which is another document's", remedy: "rename one of the two songs")
  }
}
