import Files
import StageKit

/// Hashes of files, remembered as long as the system says that a file is the same.
public struct FileHashes: Sendable {
  private let ledger: SharedLedger?
  /// Whether new hashes are noted.
  private let isNoting: Bool
  /// Whether what is remembered is not believed.
  private let rehash: Bool

  /// Hashes that are remembered in a ledger; without one, each file is read each time.
  ///
  /// - Parameters:
  ///   - isNoting: Whether new hashes are noted.
  ///   - rehash: Whether all files are read again.
  public init(_ ledger: SharedLedger? = nil, isNoting: Bool = true, rehash: Bool = false) {
    self.ledger = ledger
    self.isNoting = isNoting
    self.rehash = rehash
  }

  /// XXH3-128 of a file's content.
  ///
  /// - Throws: ``Failure`` that names the file if it cannot be read, or the task is cancelled meanwhile.
  func digest(of path: String) throws(Failure) -> Digest { try content(of: path).digest }

  /// XXH3-128 of a file's content, and what the system said of the file before it was read.
  ///
  /// - Throws: As ``digest(of:)`` does.
  func content(of path: String) throws(Failure) -> HashedFile {
    let stamp = FileStamp(of: path)
    return HashedFile(path: path, stamp: stamp, digest: try digest(of: path, as: stamp))
  }

  private func digest(of path: String, as stamp: FileStamp?) throws(Failure) -> Digest {
    guard let stamp, let ledger, let name = FileTree.realPath(path) else { return try FileContent.digest(of: path) }
    if !rehash, let note = ledger[name]?.split(separator: " "), note.count == 2, note[0] == stamp.text,
      let known = Digest(hex: note[1])
    {
      return known
    }
    let digest = try FileContent.digest(of: path)
    if isNoting, stamp.isSettled, FileStamp(of: path) == stamp {
      // A hash that cannot be noted is only made again.
      try? ledger.note([(name, "\(stamp.text) \(digest.hex)")])
    }
    return digest
  }
}

/// A file whose content is known by its hash.
struct HashedFile: Sendable {
  let path: String
  /// What the system said of the file before it was hashed; `nil` if that was nothing.
  let stamp: FileStamp?
  /// XXH3-128 of the content.
  let digest: Digest

  /// - Throws: ``Failure`` if the file can no longer be read, or has another content now.
  func checkUnchanged() throws(Failure) {
    // A file that was only touched, or got another link, is read to see that.
    guard stamp == nil || FileStamp(of: path) != stamp else { return }
    guard try FileContent.digest(of: path) == digest else { throw Self.change(of: path) }
  }

  /// The failure of a file that is not what the run has looked at.
  static func change(of path: String) -> Failure {
    Failure("\(path): was written to during the run", remedy: "run again")
  }
}
