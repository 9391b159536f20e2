import Files
import StageKit

/// The files of a plugin as they were when it was looked at: what its results are kept under.
struct PluginFiles: Sendable, Hashable {
  private struct File: Sendable, Hashable {
    let path: String
    let stamp: FileStamp?
    /// Whether a later change would have another stamp.
    let isSettled: Bool
    let digest: Digest

    init(_ path: String) throws(Failure) {
      self.path = path
      // The stamp first: a change while the file is read is then seen later.
      stamp = FileStamp(of: path)
      isSettled = stamp?.isSettled == true
      digest = try FileContent.digest(of: path)
    }

    /// Only a file whose stamp does not tell is read.
    var isUnchanged: Bool {
      if isSettled, FileStamp(of: path) == stamp { return true }
      return (try? FileContent.digest(of: path)) == digest
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
