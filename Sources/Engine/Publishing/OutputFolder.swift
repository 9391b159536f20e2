import Files
import Glibc
import StageKit

/// The folder that a run writes to.
///
/// Beside the documents it has `.songboard/`: notes of what was published, the drafts of live runs, and the store unless
/// that is elsewhere. Runs may share the folder, and lock it while they give files their names; attempts at parts of a
/// library share it without locks.
struct OutputFolder: Sendable {
  /// Names below the folder that are not for documents.
  static let reserved = [".songboard", "run.jsonl", "run.yaml", "index.sqlite"]

  /// The folder's path.
  let path: String
  /// The attempt that writes there; `nil` for a run.
  let attempt: Attempt?
  /// What takes documents of tracks there; `nil` if they have files of their own.
  let packing: Packing?

  /// The folder of what is not for people.
  var ownPath: String { "\(path)/.songboard" }

  /// Waits for the lock of whoever gives files their names here; attempts have none, and need none.
  ///
  /// - Parameter tell: Is called if another run holds it, and this one has to wait.
  /// - Throws: ``Failure`` if there can be no lock, `CancellationError` if the task is cancelled while it waits.
  func lock(tell: () -> Void) throws -> FolderLock? {
    attempt == nil ? try FolderLock(waitingFor: "\(ownPath)/lock", tell: tell) : nil
  }

  /// - Throws: ``Failure`` if there cannot be a folder of this path.
  init(path: String, attempt: Attempt? = nil, packing: Packing? = nil) throws(Failure) {
    guard !path.isEmpty else { throw Failure("the output folder's name is empty", remedy: "name one with -o") }
    guard !FileTree.exists(path) || FileTree.isFolder(path) else {
      throw Failure("\(path) is a file, not a folder", remedy: "choose another with -o")
    }
    self.path = path
    self.attempt = attempt
    self.packing = packing
  }

  /// Gives a person's file another name, as `cp --backup=numbered` does, and tells which.
  ///
  /// - Throws: ``Failure`` if the system does not let it.
  func keepCopy(of file: String) throws(Failure) -> String {
    var number = 1
    while FileTree.existsItself("\(path)/\(file).~\(number)~") { number += 1 }
    let copy = "\(file).~\(number)~"
    guard rename("\(path)/\(file)", "\(path)/\(copy)") == 0 else { throw Failure.writing("\(path)/\(copy)", errno) }
    return copy
  }

  /// The command that makes the other documents of an edit, for a shell.
  ///
  /// - Parameters:
  ///   - edit: The path of the plan or edit below the folder.
  ///   - output: Where they go; by default into the folder itself.
  func export(of edit: String, to output: String? = nil) -> String {
    // Songs in folders are named from the pattern's root on; a file alone would lose its folder.
    let isNamed = !edit.contains("/")
    let isPattern = !"\(path)/\(edit)".contains { "*?[]{},\\".contains($0) }
    let songs = isNamed ? "\(path)/\(edit)" : isPattern ? "\(path)/{\(edit)}" : path
    return "songboard run export \(songs.shellWord) -o \((output ?? path).shellWord)"
  }

  /// `song.edl`, `song-2.edl`, `song-3.edl` ...
  static func path(_ document: String, part index: Int) -> String {
    guard index > 0 else { return document }
    let (stem, ending) = divided(document)
    return "\(text(stem))-\(index + 1)\(text(ending))"
  }

  /// The document that a path would be a continuation of, and which; `nil` if its name is none of a continuation.
  static func document(continuedIn path: String) -> (document: String, part: Int)? {
    let (stem, ending) = divided(path)
    guard let dash = stem.lastIndex(of: UInt8(ascii: "-")), let number = Int(text(stem[(dash + 1)...])), number > 1,
      Self.path(text(stem[..<dash]) + text(ending), part: number - 1) == path
    else { return nil }
    return (text(stem[..<dash]) + text(ending), number - 1)
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
