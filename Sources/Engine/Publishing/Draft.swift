import Files
import Glibc
import StageKit

/// A document that is whole and on the disk, under temporary names.
struct Draft {
  /// A file of the document: itself, or a continuation.
  struct File {
    let path: String
    /// XXH3-128 of its bytes.
    let hash: Digest
    /// What the system says of it.
    let stamp: FileStamp?
  }

  /// Where the document goes, below the output folder.
  let document: String
  /// What it is made from.
  let key: Digest
  var files: [File] = []

  /// Where its files go, below the output folder.
  var paths: [String] { files.indices.map { OutputFolder.path(document, part: $0) } }

  /// The document as it will have been written by a run.
  func version(of run: String) -> PublishedDocuments.Version {
    PublishedDocuments.Version(
      key: key, run: run, files: files.map { PublishedDocuments.File(stamp: "", hash: $0.hash) })
  }

  /// Removes what has not got its name.
  func discard() { for file in files { unlink(file.path) } }
}

extension PublishedDocuments {
  /// Notes what will be there, gives drafts their names, then notes what is there: whenever it is cut off, by a kill or a
  /// power cut, the notes know songboard's files from others. The caller holds the folder's lock.
  ///
  /// - Parameters:
  ///   - prepare: Is told of a draft before its files get their names.
  ///   - finish: Is told of a draft whose files have their names.
  /// - Throws: ``Failure`` if the notes cannot be written or a file cannot get its name, or what `prepare` throws.
  func place(
    _ drafts: [Draft], of run: String, prepare: (Draft) throws -> Void = { _ in }, finish: (Draft) -> Void = { _ in }
  ) throws {
    guard !drafts.isEmpty else { return }
    let intended = drafts.map { draft in
      (
        draft.document,
        [draft.version(of: run)] + versions(of: draft.document).filter { isPartlyThere(draft.document, $0) }
      )
    }
    try note(intended, isLasting: true)
    var changed: Set<String> = []
    for draft in drafts {
      try prepare(draft)
      for (file, path) in zip(draft.files, draft.paths) {
        let target = "\(folder.path)/\(path)"
        changed.insert(FileTree.folder(of: target))
        guard rename(file.path, target) != 0 else { continue }
        changed.formUnion(try FileTree.makeFolder(FileTree.folder(of: target)))
        guard rename(file.path, target) == 0 else { throw Failure.writing(target, errno) }
      }
      finish(draft)
    }
    for folder in changed { FileTree.sync(folder) }
    try note(
      drafts.map { draft in
        var version = draft.version(of: run)
        version.files = zip(draft.paths, draft.files).map { self.file($0, named: $1) }
        return (draft.document, [version])
      })
  }

  /// A draft that has got its name. Its stamp counts only if nobody has written to it since: a new name alone changes
  /// neither the file, nor its size, nor the time of its content.
  private func file(_ path: String, named draft: Draft.File) -> File {
    let stamp = FileStamp(of: "\(folder.path)/\(path)")
    let isSame = stamp.map { [$0.size, $0.modified] } == draft.stamp.map { [$0.size, $0.modified] }
    return File(stamp: isSame && stamp?.place == draft.stamp?.place ? stamp?.text ?? "" : "", hash: draft.hash)
  }
}
