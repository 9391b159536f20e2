import Files
import StageKit

/// Hashes of files, remembered as long as the system says that a file is the same.
public struct FileHashes: Sendable {
  private let ledger: Ledger?
  /// Whether new hashes are noted.
  private let isNoting: Bool
  /// Whether what is remembered is not believed.
  private let rehash: Bool

  /// Hashes that are remembered in a ledger; without one, each file is read each time.
  ///
  /// - Parameters:
  ///   - isNoting: Whether new hashes are noted.
  ///   - rehash: Whether all files are read again.
  public init(_ ledger: Ledger? = nil, isNoting: Bool = true, rehash: Bool = false) {
    self.ledger = ledger
    self.isNoting = isNoting
    self.rehash = rehash
  }

  /// XXH3-128 of a file's content.
  ///
  /// - Throws: ``Failure`` that names the file if it cannot be read, or the task is cancelled meanwhile.
  func digest(of path: String) throws(Failure) -> Digest {
    guard let stamp = FileStamp(of: path), let ledger, let name = FileTree.realPath(path) else {
      return try FileContent.digest(of: path)
    }
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
