import Files
import StageKit

/// The file of a run's events.
enum EventLog {
  /// What a log begins with, as the first ``EventRecord`` has it: only such a file is written anew.
  private static let sign = Array("{\"event\":\"started\",\"songboard\":\"".utf8)

  /// Opens a log; `-` is standard output.
  ///
  /// - Throws: ``Failure`` if the file cannot be opened, or holds something else than events, which somebody may want.
  static func open(_ path: String) throws(Failure) -> LineFile {
    let isOther = path != "-" && FileTree.existsItself(path) && !isLog(path)
    guard !isOther else {
      throw Failure("\(path): is there, and is no log of events", remedy: "name another file with --events, or move it")
    }
    return try LineFile(path: path, mode: .replacing)
  }

  /// Whether a file is a log of events, or empty, or none that has a content: a pipe, a device.
  private static func isLog(_ path: String) -> Bool {
    guard FileTree.isRegularFile(path) else { return !FileTree.isFolder(path) }
    guard let start = try? FileContent.start(of: path, atMost: sign.count).bytes else { return false }
    return start.isEmpty || start == sign
  }
}
