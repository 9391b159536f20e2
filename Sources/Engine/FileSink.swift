import Glibc
import StageKit

/// A new file that a document is written to.
final class FileSink: DocumentSink {
  private let path: String
  private let descriptor: Int32
  private var isOpen = true

  /// - Throws: ``StageFailure`` if the file cannot be made.
  init(path: String) throws(StageFailure) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit {
    if isOpen { Glibc.close(descriptor) }
  }

  func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.failure(path) }
      rest = rest.dropFirst(count)
    }
  }

  /// Syncs the content to the disk and closes the file.
  func close() throws(StageFailure) {
    isOpen = false
    let synced = fsync(descriptor)
    guard Glibc.close(descriptor) == 0, synced == 0 else { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> StageFailure {
    StageFailure("\(path): cannot write: \(String(cString: strerror(errno)))")
  }
}
