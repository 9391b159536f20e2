import Glibc
import StageKit

/// A file open for writing: all bytes given are written, or an error says why not.
public final class OutputFile: DocumentSink, Sendable {
  /// How to open a file.
  public enum Mode: Sendable {
    /// A file that must not be there yet.
    case new
    /// A file that is emptied first.
    case replacing
    /// A file that is added to, emptied first if no other process has it open in this mode.
    case shared
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
      case .shared: O_APPEND
      }
    descriptor = path == "-" ? dup(STDOUT_FILENO) : open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path) }
    guard mode == .shared else { return }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { ftruncate(descriptor, 0) }
    flock(descriptor, LOCK_SH)
  }

  deinit { close(descriptor) }

  /// Appends bytes.
  ///
  /// - Throws: ``Failure`` if the disk is full, or a pipe has lost its reader.
  public func write(_ bytes: [UInt8]) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      done += count
    }
  }

  /// Waits until all that was written is on the disk.
  ///
  /// - Throws: ``Failure`` if the disk refuses it.
  public func sync() throws(Failure) {
    guard fsync(descriptor) == 0 else { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> Failure {
    Failure("\(path): cannot write: \(String(cString: strerror(errno)))")
  }
}
