import FoundationEssentials
import Glibc
import Pipeline
import StageKit

/// The folder that a run writes to: documents appear whole or not at all.
///
/// Beside the documents it holds `.songboard/`: documents being written, under names with the process's number, and for
/// each document a note of what it was made from. Runs may share the folder.
struct OutputFolder: Sendable {
  /// Names below the folder that are not for documents.
  static let reserved = [".songboard", "run.jsonl"]

  /// The folder's path.
  let path: String

  private var workPath: String { "\(path)/.songboard/work" }
  private var notesPath: String { "\(path)/.songboard/made-from" }

  /// Makes the folder if need be, and clears what killed runs left half written.
  ///
  /// - Throws: ``StageFailure`` if the folder cannot be made.
  init(path: String) throws(StageFailure) {
    self.path = path
    try Self.makeFolder(workPath)
    try Self.makeFolder(notesPath)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: workPath)) ?? [] {
      let isAlive = name.split(separator: "-").first.flatMap { Int32($0) }.map { kill($0, 0) == 0 } ?? false
      if !isAlive { unlink("\(workPath)/\(name)") }
    }
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
    defer { for draft in drafts { unlink(draft.file) } }
    for planned in documents {
      guard let document = artifacts[planned.port] as? Document else {
        throw StageFailure("\(planned.port.stage): gave no document")
      }
      let draft = Draft(file: "\(workPath)/\(getpid())-\(UUID().uuidString)", path: planned.path, key: key(planned))
      drafts.append(draft)
      var sink: any DocumentSink = try FileSink(path: draft.file)
      try document.write(to: &sink)
      try (sink as? FileSink)?.close()
    }
    for draft in drafts { try publish(draft) }
  }

  private func publish(_ draft: Draft) throws(StageFailure) {
    let target = "\(path)/\(draft.path)"
    try Self.makeFolder(Self.parent(of: target))
    // The note of an older document goes first: at no moment does a note vouch for the wrong file.
    unlink(notePath(of: draft.path))
    guard rename(draft.file, target) == 0 else {
      throw StageFailure("\(target): cannot write: \(String(cString: strerror(errno)))")
    }
    try Self.makeFolder(Self.parent(of: notePath(of: draft.path)))
    try? Data(draft.key.utf8).write(to: URL(filePath: notePath(of: draft.path)), options: .atomic)
  }

  /// Why a document must be made; `nil` if it is there and was made from the same.
  func staleness(of path: String, key: String) -> String? {
    guard FileTree.exists("\(self.path)/\(path)") else { return "not there yet" }
    guard let note = try? Data(contentsOf: URL(filePath: notePath(of: path))) else { return "made by someone else" }
    return note == Data(key.utf8) ? nil : "made from another input or other settings"
  }

  private func notePath(of document: String) -> String { "\(notesPath)/\(document)" }

  private static func parent(of path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  private static func makeFolder(_ path: String) throws(StageFailure) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw StageFailure(
        "\(path): cannot make this folder: \(String(cString: strerror(errno)))", remedy: "choose another with -o")
    }
  }
}

/// A document under its temporary name.
private struct Draft {
  let file: String
  let path: String
  let key: String
}
