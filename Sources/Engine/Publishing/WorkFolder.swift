import Files
import FoundationEssentials
import Glibc
import StageKit

/// Where one run writes documents before they get their names.
///
/// A run has a folder, whose lock it holds; a folder whose lock is free was left by a run that was killed, and the next run
/// removes it. An attempt at a part of a library has names of its own beside its notes; what killed attempts left there is
/// known by its age.
final class WorkFolder: Sendable {
  private static let attemptPrefix = "draft-"

  /// What the paths of drafts begin with.
  private let prefix: String
  /// The folder that vanishes with this object, and its lock.
  private let own: (path: String, lock: FolderLock)?

  /// The folder that must be there.
  static func parent(in folder: OutputFolder) -> String {
    folder.attempt.map { SharedLedger.folder(of: $0.part, in: folder.ownPath) } ?? "\(folder.ownPath)/work"
  }

  /// Makes room for this run, and removes what killed runs left. The caller holds the output folder's lock, if it has one.
  ///
  /// - Throws: ``Failure`` if a folder cannot be made.
  init(in folder: OutputFolder) throws {
    let parent = Self.parent(in: folder)
    if let attempt = folder.attempt {
      StaleFiles.remove(in: parent, prefix: Self.attemptPrefix)
      prefix = "\(parent)/\(Self.attemptPrefix)\(attempt.id)-"
      own = nil
      return
    }
    for name in FileTree.names(in: parent) {
      let other = "\(parent)/\(name)"
      if FolderLock(ifFree: "\(other)/lock") != nil || !FileTree.isFolder(other) {
        try? FileManager.default.removeItem(atPath: other)
      }
    }
    let path = "\(parent)/\(UUID().uuidString)"
    prefix = "\(path)/"
    try FileTree.makeFolder(path)
    own = (path, try FolderLock(waitingFor: "\(path)/lock"))
  }

  deinit {
    if let own { try? FileManager.default.removeItem(atPath: own.path) }
  }

  /// A name that no file has.
  func newPath() -> String { "\(prefix)\(UUID().uuidString)" }
}
