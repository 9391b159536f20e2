import Files
import StageKit
import Synchronization

/// The files of a plugin as they were when it was looked at: what its results are kept under.
struct PluginFiles: Sendable, Hashable {
  private final class File: Sendable, Hashable {
    let path: String
    let digest: Digest
    /// A stamp that it had with this content; `nil` as long as a later change might have the same.
    private let settled: Mutex<FileStamp?>

    init(_ path: String) throws(Failure) {
      self.path = path
      // The stamp first: a change while the file is read is then seen later.
      settled = Mutex(Self.settledStamp(of: path))
      digest = try FileContent.digest(of: path)
    }

    private static func settledStamp(of path: String) -> FileStamp? {
      FileStamp(of: path).flatMap { $0.isSettled ? $0 : nil }
    }

    /// Only a file whose stamp does not tell is read.
    var isUnchanged: Bool {
      let stamp = Self.settledStamp(of: path)
      if let stamp, settled.withLock({ $0 }) == stamp { return true }
      guard (try? FileContent.digest(of: path)) == digest else { return false }
      settled.withLock { $0 = stamp }
      return true
    }

    static func == (one: File, other: File) -> Bool { one.path == other.path && one.digest == other.digest }

    func hash(into hasher: inout Hasher) {
      hasher.combine(path)
      hasher.combine(digest)
    }
  }

  private let files: [File]

  /// The files at these paths, as they are now.
  ///
  /// - Throws: ``Failure`` that names one that cannot be read.
  init(_ paths: [String]) throws(Failure) {
    var files: [File] = []
    for path in paths { files.append(try File(path)) }
    self.files = files
  }

  /// XXH3-128 of each.
  var digests: [Digest] { files.map(\.digest) }

  /// One that is not what it was; `nil` if all are.
  var changed: String? { files.first { !$0.isUnchanged }?.path }
}
