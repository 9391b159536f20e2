import StageKit

/// A file that is being written, and the hash of what was.
public final class HashingFile: ByteSink {
  /// The file.
  public let file: OutputFile
  private var hash = ContentHash()

  /// A file to which nothing was written that counts.
  public init(_ file: OutputFile) {
    self.file = file
  }

  /// XXH3-128 of what was written.
  public var digest: Digest { hash.digest }

  /// Appends bytes.
  ///
  /// - Throws: ``Failure`` if the disk takes no more.
  public func write(_ bytes: [UInt8]) throws {
    hash.update(bytes)
    try file.write(bytes)
  }
}
