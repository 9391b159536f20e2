import FoundationEssentials
import Glibc
import Pipeline
import StageKit
import Synchronization

/// Files that outlive a run: artifacts between its phases, and checkpoints.
///
/// Each begins with the hash of its content, so that one which is damaged counts as missing. Names are keys of all that a
/// file depends on, so a file is never stale; those that a whole run did not touch are removed at its end.
final class KeptFolder: Sendable {
  private let path: String
  private let used = Mutex<Set<String>>([])

  /// The files of one pipeline below the output folder.
  ///
  /// - Throws: ``StageFailure`` if there cannot be such a folder.
  init(in folder: OutputFolder, pipeline: String) throws(StageFailure) {
    var name = ContentHash()
    name.update(pipeline)
    path = "\(folder.ownPath)/kept/\(name.hex)"
    try FileTree.makeFolder(path)
  }

  /// Whether there is a file of this name. It may turn out to be damaged.
  func contains(_ name: String) -> Bool {
    used.withLock { _ = $0.insert(name) }
    return FileTree.exists("\(path)/\(name)")
  }

  /// The content of a file; `nil` if there is none, or it is damaged.
  func bytes(of name: String) -> [UInt8]? {
    guard contains(name), let all = try? FileContent.bytes(of: "\(path)/\(name)") else { return nil }
    let mark = Self.mark(all.dropFirst(Self.markLength))
    return all.starts(with: mark) && all.count >= mark.count ? Array(all.dropFirst(mark.count)) : nil
  }

  /// Writes a file as a whole or not at all.
  ///
  /// - Throws: ``StageFailure`` if the disk takes no more.
  func keep(_ bytes: [UInt8], as name: String) throws(StageFailure) {
    used.withLock { _ = $0.insert(name) }
    let draft = "\(path)/\(UUID().uuidString).draft"
    let file = try OutputFile(path: draft, mode: .new)
    do throws(StageFailure) {
      try file.write(Self.mark(bytes[...]))
      try file.write(bytes)
      try file.sync()
    } catch {
      unlink(draft)
      throw error
    }
    guard rename(draft, "\(path)/\(name)") == 0 else {
      unlink(draft)
      throw StageFailure("\(path)/\(name): cannot write: \(String(cString: strerror(errno)))")
    }
  }

  /// Removes the files that nothing has asked for. The caller knows that no other run works in the output folder.
  func removeUnused() {
    let used = used.withLock { $0 }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where !used.contains(name) {
      unlink("\(path)/\(name)")
    }
  }

  private static let markLength = 33

  /// The content's XXH3-128 in hexadecimal, and a line feed.
  private static func mark(_ content: ArraySlice<UInt8>) -> [UInt8] {
    var hash = ContentHash()
    content.withUnsafeBytes { hash.update($0) }
    return Array("\(hash.hex)\n".utf8)
  }
}
