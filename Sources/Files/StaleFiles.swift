import FoundationEssentials
import Glibc

/// Files that were being written when their process was killed.
public enum StaleFiles {
  /// How long nobody has written to a stale file, in seconds. A draft is written in one go.
  private static let age = 3600
  /// Likewise of a folder: a plan that reads all songs writes little in many hours.
  private static let folderAge = 24 * 3600

  /// Removes the files of a folder that begin so and that nobody has written to for an hour: where no lock tells who is
  /// alive, as on another machine, age does.
  public static func remove(in folder: String, prefix: String = "") {
    for name in FileTree.names(in: folder) where name.hasPrefix(prefix) && isStale("\(folder)/\(name)") {
      unlink("\(folder)/\(name)")
    }
  }

  /// Removes the folders of a folder whose names are a prefix and an attempt's id, and in which nobody has written anything
  /// for a day.
  public static func removeFolders(in folder: String, prefix: String) {
    for name in FileTree.names(in: folder) where name.hasPrefix(prefix) {
      let path = "\(folder)/\(name)"
      guard Attempt.isID(name.dropFirst(prefix.count)), FileTree.isFolder(path), isStaleFolder(path) else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  private static func isStale(_ path: String) -> Bool { isOlder(path, than: age) }

  private static func isStaleFolder(_ path: String) -> Bool {
    guard isOlder(path, than: folderAge) else { return false }
    return FileTree.names(in: path).allSatisfy { name in
      let inner = "\(path)/\(name)"
      return FileTree.isFolder(inner) ? isStaleFolder(inner) : isOlder(inner, than: folderAge)
    }
  }

  private static func isOlder(_ path: String, than seconds: Int) -> Bool {
    FileStamp(of: path).map { $0.modified / 1_000_000_000 < time(nil) - seconds } ?? false
  }
}
