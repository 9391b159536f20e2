import Glibc

/// Files that were being written when their process was killed.
public enum StaleFiles {
  /// How long nobody has written to a stale file, in seconds. A draft is written in one go.
  private static let age = 3600

  /// Removes the files of a folder that begin so and that nobody has written to for an hour: where no lock tells who is
  /// alive, as on another machine, age does.
  public static func remove(in folder: String, prefix: String = "") {
    for name in FileTree.names(in: folder) where name.hasPrefix(prefix) && isStale("\(folder)/\(name)") {
      unlink("\(folder)/\(name)")
    }
  }

  /// Whether there is a file that nobody has written to for an hour.
  public static func isStale(_ path: String) -> Bool {
    FileStamp(of: path).map { $0.modified / 1_000_000_000 < time(nil) - age } ?? false
  }
}
