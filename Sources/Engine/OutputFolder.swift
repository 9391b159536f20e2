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

  /// The key of documents that were made from a part of a damaged track. It is never that of a document to be made, so
  /// that each run looks at the track again, and says what is wrong with it.
  static let damagedKey = "damaged"

  /// The folder's path.
  let path: String

  private var workPath: String { "\(path)/.songboard/work" }
  private var notesPath: String { "\(path)/.songboard/notes" }

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
      let parts = [document] + document.continuations
      for (index, part) in parts.enumerated() {
        let draft = Draft(
          file: "\(workPath)/\(getpid())-\(UUID().uuidString)", path: Self.path(planned.path, part: index),
          note: index == 0 ? Note(key: key(planned), parts: parts.count) : nil)
        drafts.append(draft)
        var sink: any DocumentSink = try FileSink(path: draft.file)
        try part.write(to: &sink)
        try (sink as? FileSink)?.close()
      }
    }
    for draft in drafts { try publish(draft) }
  }

  /// Why a document must be made; `nil` if it is there, with all its parts, and was made from the same.
  func staleness(of path: String, key: String) -> String? {
    guard FileTree.exists("\(self.path)/\(path)") else { return "not there yet" }
    guard let note = note(of: path) else { return "made by someone else" }
    guard note.key != Self.damagedKey else { return "made from a damaged track" }
    guard note.key == key else { return "made from another input or other settings" }
    return paths(of: path).allSatisfy { FileTree.exists("\(self.path)/\($0)") } ? nil : "a part is missing"
  }

  /// The files of a published document: itself and its continuations.
  func paths(of document: String) -> [String] {
    (0..<(note(of: document)?.parts ?? 1)).map { Self.path(document, part: $0) }
  }

  private func publish(_ draft: Draft) throws(StageFailure) {
    let target = "\(path)/\(draft.path)"
    try Self.makeFolder(Self.parent(of: target))
    // The note of an older document goes first: at no moment does a note vouch for the wrong file.
    if draft.note != nil { removeOld(draft.path) }
    guard rename(draft.file, target) == 0 else {
      throw StageFailure("\(target): cannot write: \(String(cString: strerror(errno)))")
    }
    guard let note = draft.note else { return }
    try Self.makeFolder(Self.parent(of: notePath(of: draft.path)))
    try? Data(note.text.utf8).write(to: URL(filePath: notePath(of: draft.path)), options: .atomic)
  }

  /// Removes the note of an older document, and the continuations that it had.
  private func removeOld(_ document: String) {
    let continuations = paths(of: document).dropFirst()
    unlink(notePath(of: document))
    for part in continuations { unlink("\(path)/\(part)") }
  }

  private func note(of document: String) -> Note? {
    (try? Data(contentsOf: URL(filePath: notePath(of: document)))).flatMap { Note(String(decoding: $0, as: UTF8.self)) }
  }

  /// `song.edl`, `song-2.edl`, `song-3.edl` ...
  private static func path(_ document: String, part index: Int) -> String {
    guard index > 0, let dot = document.lastIndex(of: ".") else { return document }
    return "\(document[..<dot])-\(index + 1)\(document[dot...])"
  }

  /// Ends unlike the document, so that nobody who looks for documents finds the note.
  private func notePath(of document: String) -> String { "\(notesPath)/\(document).made-from" }

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

/// A file under its temporary name.
private struct Draft {
  let file: String
  let path: String
  /// What is noted of the document; a continuation has no note of its own.
  let note: Note?
}

/// What is noted of a published document.
private struct Note {
  /// What it was made from.
  let key: String
  /// How many files it has.
  let parts: Int

  init(key: String, parts: Int) {
    self.key = key
    self.parts = parts
  }

  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, let parts = Int(words[1]) else { return nil }
    self.init(key: String(words[0]), parts: parts)
  }

  var text: String { "\(key) \(parts)" }
}
