import Files
import FoundationEssentials
import Glibc
import StageKit

/// The folder that a run writes to, as it is found.
///
/// Beside the documents it holds `.songboard/`: the work of live runs, and for each document a note of what it was made
/// from. Runs may share the folder.
struct OutputFolder: Sendable {
  /// Names below the folder that are not for documents.
  static let reserved = [".songboard", "run.jsonl"]

  /// The key of documents that were made from a part of a damaged track. It is never that of a document to be made, so
  /// that each run looks at the track again, and says what is wrong with it.
  static let damagedKey = "damaged"

  /// The folder's path.
  let path: String

  /// The folder of what is not for people.
  var ownPath: String { "\(path)/.songboard" }

  /// - Throws: ``Failure`` if there cannot be a folder of this path.
  init(path: String) throws(Failure) {
    guard !path.isEmpty else { throw Failure("the output folder's name is empty", remedy: "name one with -o") }
    guard !FileTree.exists(path) || FileTree.isFolder(path) else {
      throw Failure("\(path) is a file, not a folder", remedy: "choose another with -o")
    }
    self.path = path
  }

  /// Why a document must be made; `nil` if it is there, with all its parts, and was made from the same.
  func staleness(of document: String, key: String) -> String? {
    guard FileTree.exists("\(path)/\(document)") else { return "not there yet" }
    guard let note = note(of: document) else { return "made by someone else" }
    guard note.key != Self.damagedKey else { return "made from a damaged track" }
    guard note.key == key else { return "made from another input or other settings" }
    return paths(of: document).allSatisfy { FileTree.exists("\(path)/\($0)") } ? nil : "a part is missing"
  }

  /// The files of a published document: itself and its continuations.
  func paths(of document: String) -> [String] {
    (0..<(note(of: document)?.parts ?? 1)).map { Self.path(document, part: $0) }
  }

  /// What is noted of a document, if anything readable is.
  func note(of document: String) -> DocumentNote? {
    (try? Data(contentsOf: URL(filePath: notePath(of: document)))).flatMap {
      DocumentNote(String(decoding: $0, as: UTF8.self))
    }
  }

  /// Where a document's note is. It ends unlike the document, so that nobody who looks for documents finds the note.
  func notePath(of document: String) -> String { "\(ownPath)/notes/\(document).made-from" }

  /// The document that a path is a continuation of, as notes have it; `nil` if it is of none that is there.
  func document(continuedIn path: String) -> String? {
    let (stem, ending) = Self.divided(path)
    guard let dash = stem.lastIndex(of: UInt8(ascii: "-")), let number = Int(Self.text(stem[(dash + 1)...])) else {
      return nil
    }
    let document = Self.text(stem[..<dash]) + Self.text(ending)
    guard number > 1, Self.path(document, part: number - 1) == path, paths(of: document).count >= number else {
      return nil
    }
    return FileTree.exists("\(self.path)/\(document)") ? document : nil
  }

  /// `song.edl`, `song-2.edl`, `song-3.edl` ...
  static func path(_ document: String, part index: Int) -> String {
    guard index > 0 else { return document }
    let (stem, ending) = divided(document)
    return "\(text(stem))-\(index + 1)\(text(ending))"
  }

  /// A path before its ending, and the ending with its dot.
  private static func divided(_ path: String) -> (stem: [UInt8], ending: [UInt8]) {
    let bytes = Array(path.utf8)
    let name = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    let dot = bytes[name...].lastIndex(of: UInt8(ascii: ".")) ?? bytes.count
    return (Array(bytes[..<dot]), Array(bytes[dot...]))
  }

  private static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
}
