import Files
import FoundationEssentials
import Glibc
import Pipeline
import StageKit

/// Writes documents to the output folder: they appear whole or not at all.
final class Publisher: Sendable {
  private let folder: OutputFolder
  private let work: WorkFolder
  /// The paths of all documents of the run: no continuation may take one.
  private let planned: Set<String>

  private var lockPath: String { "\(folder.ownPath)/lock" }

  /// Makes the output folder if need be.
  ///
  /// - Throws: ``Failure`` if it cannot be made.
  init(_ folder: OutputFolder, planned: Set<String>) throws(Failure) {
    self.folder = folder
    self.planned = planned
    try FileTree.makeFolder("\(folder.ownPath)/work")
    let lock = try FolderLock(waitingFor: "\(folder.ownPath)/lock")
    work = try withExtendedLifetime(lock) { () throws(Failure) in try WorkFolder(in: "\(folder.ownPath)/work") }
  }

  /// Does something that other runs must not see half done, unless one is at work in the output folder.
  func ifAlone(_ body: () -> Void) {
    guard let lock = try? FolderLock(waitingFor: lockPath) else { return }
    withExtendedLifetime(lock) { if work.isAlone { body() } }
  }

  /// Writes documents and gives them their names together, after the last is whole and on the disk.
  ///
  /// - Parameters:
  ///   - artifacts: What the stages gave, the documents among it.
  ///   - key: What a document is made from.
  func publish(
    _ documents: [PlannedDocument], from artifacts: [PortReference: any Artifact], key: (PlannedDocument) -> String
  ) throws {
    var drafts: [Draft] = []
    defer { for file in drafts.flatMap(\.files) { unlink(file) } }
    for document in documents {
      guard let content = artifacts[document.port] as? Document else {
        throw Failure("\(document.port.stage): gave no document")
      }
      let parts = [content] + content.continuations
      drafts.append(Draft(path: document.path, key: key(document), files: parts.map { _ in work.newPath() }))
      for (part, file) in zip(parts, drafts[drafts.count - 1].files) {
        let output = try OutputFile(path: file, mode: .new)
        var sink: any DocumentSink = output
        try part.write(to: &sink)
        try output.sync()
      }
    }
    // Another run that publishes the same documents waits: a note never vouches for the other's file.
    let lock = try FolderLock(waitingFor: lockPath)
    try withExtendedLifetime(lock) { for draft in drafts { try publish(draft) } }
  }

  /// Removes the old document's note, gives the new one's files their names, then notes it: a note stands for a document
  /// only while all its files are in place.
  private func publish(_ draft: Draft) throws(Failure) {
    let paths = draft.files.indices.map { OutputFolder.path(draft.path, part: $0) }
    for path in paths.dropFirst() where isTaken(path) { throw Self.collision(of: draft.path, in: path) }
    if let owner = folder.document(continuedIn: draft.path) { throw Self.collision(of: owner, in: draft.path) }
    let old = folder.paths(of: draft.path)
    unlink(folder.notePath(of: draft.path))
    for path in old.dropFirst(paths.count) where !isTaken(path) { unlink("\(folder.path)/\(path)") }
    for (file, path) in zip(draft.files, paths) {
      let target = "\(folder.path)/\(path)"
      try FileTree.makeFolder(FileTree.parent(of: target))
      guard rename(file, target) == 0 else {
        throw Failure("\(target): cannot write: \(String(cString: strerror(errno)))")
      }
    }
    let note = DocumentNote(key: draft.key, parts: paths.count)
    let notePath = folder.notePath(of: draft.path)
    try FileTree.makeFolder(FileTree.parent(of: notePath))
    // A document without a note is only made once more.
    try? Data(note.text.utf8).write(to: URL(filePath: notePath), options: .atomic)
  }

  private static func collision(of document: String, in path: String) -> Failure {
    Failure(
      "\(document) goes on in \(path), which is another document's", remedy: "rename one of the two songs")
  }

  private func isTaken(_ path: String) -> Bool { planned.contains(path) || folder.note(of: path) != nil }
}

/// A document under temporary names.
private struct Draft {
  let path: String
  let key: String
  /// Itself and its continuations.
  let files: [String]
}
