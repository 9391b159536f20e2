import Files
import StageKit

/// What songboard wrote to an output folder: what each document was made from, and what was in its files.
///
/// A file is songboard's own only as long as it lies there byte for byte as it was written. Whoever changes a document
/// makes it theirs, and a file that no run wrote is somebody's.
struct PublishedDocuments: Sendable {
  /// A file of a document as it was written.
  struct File: Hashable {
    /// What the system said of the file; empty before it had its name, and if somebody wrote to it in that moment.
    var stamp: String
    /// XXH3-128 of its bytes.
    let hash: Digest
  }

  /// A document as it was written.
  struct Version: Hashable {
    /// What it was made from.
    let key: Digest
    /// The run that wrote it.
    let run: String
    /// Itself and its continuations.
    var files: [File]
  }

  /// What is at a document's place.
  enum State: Hashable {
    /// The document, made from the same.
    case fresh
    /// Nothing.
    case missing
    /// A document of songboard's that must be made again, and why.
    case stale(String)
    /// A document that a person has changed; stale, if it would be made from something else now.
    case edited(isStale: Bool)
    /// A file that songboard did not write.
    case foreign
  }

  let folder: OutputFolder
  private let ledger: SharedLedger

  /// What was written to a folder; nothing is read or made before it is asked for.
  init(_ folder: OutputFolder) {
    self.folder = folder
    ledger = SharedLedger(in: folder.ownPath, named: "documents", attempt: folder.attempt)
  }

  /// What is at a document's place.
  ///
  /// - Parameter key: What the document is made from.
  func state(of document: String, key: Digest?) -> State {
    let versions = versions(of: document)
    let exists = FileTree.existsItself("\(folder.path)/\(document)")
    guard let newest = versions.first else { return exists ? .foreign : .missing }
    guard exists else { return .missing }
    guard let version = versions.first(where: { isWritten(document, as: $0) }) else {
      if let reason = fault(of: document, newest) { return .stale(reason) }
      let paths = (0..<(versions.map(\.files.count).max() ?? 1)).map { OutputFolder.path(document, part: $0) }
      let isCutOff =
        versions.count > 1 && paths.allSatisfy { !FileTree.existsItself("\(folder.path)/\($0)") || isOwn($0) }
      return isCutOff ? .stale("cut off while it was written") : .edited(isStale: newest.key != key)
    }
    return version.key == key ? .fresh : .stale("made from another input or other settings")
  }

  /// Whether a file at a path lies there as songboard wrote it, as a document or as a part of one, or has lost all of its
  /// bytes since.
  func isOwn(_ path: String) -> Bool {
    if versions(of: path).contains(where: { version in version.files.first.map { isOwn(path, $0) } ?? false }) {
      return true
    }
    guard let (document, part) = OutputFolder.document(continuedIn: path) else { return false }
    return versions(of: document).contains { part < $0.files.count && isOwn(path, $0.files[part]) }
  }

  /// Whether one of a version's files lies there as it was written.
  func isPartlyThere(_ document: String, _ version: Version) -> Bool {
    version.files.enumerated().contains { isWritten(OutputFolder.path(document, part: $0.offset), $0.element) }
  }

  /// The files with a draft's bytes that are at its paths already, whoever wrote them; `nil` if there are others, or none.
  func files(like draft: Draft) -> [File]? {
    let known = versions(of: draft.document).flatMap(\.files)
    var files: [File] = []
    for (path, file) in zip(draft.paths, draft.files) {
      // The stamp is of before the file is read: who writes to it later is noticed.
      guard let stamp = FileStamp(of: "\(folder.path)/\(path)")?.text else { return nil }
      // What lies there as it was written is not read to be compared.
      let written = known.first { $0.stamp == stamp }?.hash
      guard (written ?? (try? FileContent.digest(of: "\(folder.path)/\(path)"))) == file.hash else { return nil }
      files.append(File(stamp: stamp, hash: file.hash))
    }
    return files
  }

  /// The document that has a part at a path, if it is there.
  func document(continuedIn path: String) -> String? {
    guard let (document, part) = OutputFolder.document(continuedIn: path),
      let version = versions(of: document).first, part < version.files.count,
      FileTree.exists("\(folder.path)/\(document)")
    else { return nil }
    return document
  }

  /// The documents that were ever written, whether they are there or not, in order.
  ///
  /// - Parameter isWanted: Tells which, by the path below the folder.
  func documents(where isWanted: (String) -> Bool) -> [String] { ledger.names(where: isWanted) }

  /// The files of a document: itself and its continuations.
  func paths(of document: String) -> [String] {
    (0..<max(1, versions(of: document).first?.files.count ?? 1)).map { OutputFolder.path(document, part: $0) }
  }

  /// The ways in which a document may lie there, the newest first: two while it is being replaced, and those that attempts
  /// beside each other have noted.
  func versions(of document: String) -> [Version] {
    var notes = ledger.all(document)
    // Another division of the library may have had the document in another part.
    if notes.isEmpty, FileTree.existsItself("\(folder.path)/\(document)") { notes = ledger.elsewhere(document) }
    return notes.flatMap { $0.split(separator: ";") }.compactMap { Version($0) }
  }

  /// Notes how documents lie there.
  ///
  /// - Parameter isLasting: Whether to wait until the notes are on the disk.
  /// - Throws: ``Failure`` if the notes cannot be written.
  func note(_ documents: [(document: String, versions: [Version])], isLasting: Bool = false) throws(Failure) {
    try ledger.note(
      documents.map { ($0.document, $0.versions.map(\.text).joined(separator: ";")) }, isLasting: isLasting)
  }

  /// Reads what other runs have noted.
  func refresh() { ledger.refresh() }

  /// Forgets what is out of date in the notes; the caller holds the folder's lock.
  func compact() { ledger.compact() }

  private func isWritten(_ document: String, as version: Version) -> Bool {
    version.files.enumerated().allSatisfy { isWritten(OutputFolder.path(document, part: $0.offset), $0.element) }
  }

  private func isOwn(_ path: String, _ file: File) -> Bool { isWritten(path, file) || isEmptied(path, file) }

  /// Whether a file that had a content is empty: nobody's work is in it.
  private func isEmptied(_ path: String, _ file: File) -> Bool {
    FileStamp(of: "\(folder.path)/\(path)")?.size == 0 && file.hash != ContentHash.of([])
  }

  private func isWritten(_ path: String, _ file: File) -> Bool {
    guard let stamp = FileStamp(of: "\(folder.path)/\(path)") else { return false }
    return stamp.text == file.stamp || (try? FileContent.digest(of: "\(folder.path)/\(path)")) == file.hash
  }

  /// What is wrong with a document that nobody has worked on: a part that is missing, or a file without a byte.
  private func fault(of document: String, _ version: Version) -> String? {
    for (index, file) in version.files.enumerated() {
      let path = OutputFolder.path(document, part: index)
      guard !isWritten(path, file) else { continue }
      guard FileTree.exists("\(folder.path)/\(path)") else { return "a part is missing" }
      guard isEmptied(path, file) else { return nil }
      return "the file is empty"
    }
    return nil
  }
}

extension PublishedDocuments.Version {
  /// `key run stamp hash stamp hash ...`
  fileprivate var text: String {
    ([key.hex, run] + files.flatMap { [$0.stamp.isEmpty ? "-" : $0.stamp, $0.hash.hex] }).joined(separator: " ")
  }

  fileprivate init?(_ text: Substring) {
    let words = text.split(separator: " ")
    guard words.count >= 4, words.count.isMultiple(of: 2), let key = Digest(hex: words[0]) else { return nil }
    var files: [PublishedDocuments.File] = []
    for index in stride(from: 2, to: words.count, by: 2) {
      guard let hash = Digest(hex: words[index + 1]) else { return nil }
      files.append(PublishedDocuments.File(stamp: words[index] == "-" ? "" : String(words[index]), hash: hash))
    }
    self.init(key: key, run: String(words[1]), files: files)
  }
}
