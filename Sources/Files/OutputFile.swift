import Glibc
import StageKit

/// A file open for writing: all bytes given are written, or an error says why not.
public final class OutputFile: ByteSink, Sendable {
  /// How to open a file.
  public enum Mode: Sendable {
    /// A file that must not be there yet.
    case new
    /// A file that is emptied first.
    case replacing
    /// A file that is added to.
    case appending
  }

  private let path: String
  private let descriptor: Int32

  /// Opens a file; `-` is standard output.
  ///
  /// - Throws: ``Failure`` if the file cannot be opened.
  public init(path: String, mode: Mode) throws(Failure) {
    self.path = path
    let flags =
      switch mode {
      case .new: O_EXCL
      case .replacing: O_TRUNC
      case .appending: O_APPEND
      }
    descriptor = path == "-" ? dup(STDOUT_FILENO) : open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { close(descriptor) }

  /// Appends bytes.
  ///
  /// - Throws: ``Failure`` if the disk is full, or a pipe has lost its reader.
  public func write(_ bytes: [UInt8]) throws(Failure) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in try write(UnsafeRawBufferPointer(bytes)) }
  }

  /// Appends bytes.
  ///
  /// - Throws: As ``write(_:)-([UInt8])`` does.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      done += count
    }
  }

  /// Appends bytes; if the disk does not take all of them, none. Others who do so wait, also in other processes: what is
  /// taken back is nobody else's.
  ///
  /// - Throws: As ``write(_:)-([UInt8])`` does.
  public func writeWhole(_ bytes: [UInt8]) throws(Failure) {
    flock(descriptor, LOCK_EX)
    defer { flock(descriptor, LOCK_UN) }
    let start = lseek(descriptor, 0, SEEK_END)
    do throws(Failure) {
      try write(bytes)
    } catch {
      // A pipe has no place to go back to.
      if start >= 0 { ftruncate(descriptor, start) }
      throw error
    }
  }

  /// Writes bytes over those at a place of the file, which must not be open for appending.
  ///
  /// - Throws: ``Failure`` if the disk refuses it.
  public func write(_ bytes: [UInt8], at offset: Int) throws(Failure) {
    guard pwrite(descriptor, bytes, bytes.count, off_t(offset)) == bytes.count else { throw Self.failure(path) }
  }

  /// Waits until all that was written is on the disk.
  ///
  /// - Throws: ``Failure`` if the disk refuses it.
  public func sync() throws(Failure) {
    guard fsync(descriptor) == 0 else { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> Failure { .writing(path, errno) }
}
