import Files
import FoundationEssentials
import Glibc

/// A folder for readers that take files. Who makes it removes it.
struct Scratch {
  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "ReaderFuzz-\(getpid())").path
    try FileTree.makeFolder(folder)
  }

  /// A file with this content.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(folder)/\(name)"
    try OutputFile(path: path, mode: .replacing).write(bytes)
    return path
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
