import Files
import FoundationEssentials
import Glibc
import StageKit

/// The folder of one run for documents that are being written.
///
/// The run holds its lock; a folder whose lock is free was left by a run that was killed, and the next run removes it.
final class WorkFolder: Sendable {
  private let parent: String
  private let path: String
  private let lock: FolderLock

  /// Makes a folder for this run, and removes what killed runs left. The caller holds the output folder's lock.
  ///
  /// - Throws: ``Failure`` if the folder cannot be made.
  init(in parent: String) throws {
    for name in FileTree.names(in: parent) {
      let other = "\(parent)/\(name)"
      if FolderLock(ifFree: "\(other)/lock") != nil || !FileTree.isFolder(other) {
        try? FileManager.default.removeItem(atPath: other)
      }
    }
    self.parent = parent
    path = "\(parent)/\(UUID().uuidString)"
    try FileTree.makeFolder(path)
    lock = try FolderLock(waitingFor: "\(path)/lock")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// A name that no file has.
  func newPath() -> String { "\(path)/\(UUID().uuidString)" }
}
