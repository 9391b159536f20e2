import Glibc
import Pipeline
import StageKit

/// Reading files from the disk.
enum FileContent {
  /// Calls a closure with a file's bytes, piece by piece.
  ///
  /// - Throws: ``StageFailure`` that names the file if it cannot be read.
  static func forEachPiece(of path: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(StageFailure) {
    // Opening a named pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StageFailure("\(path): cannot read: it is not a regular file")
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      guard count > 0 else { return }
      body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// All bytes of a file.
  ///
  /// - Throws: ``StageFailure`` that names the file if it cannot be read.
  static func bytes(of path: String) throws(StageFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachPiece(of: path) { bytes.append(contentsOf: $0) }
    return bytes
  }

  private static func failure(_ path: String) -> StageFailure {
    StageFailure("\(path): cannot read: \(String(cString: strerror(errno)))")
  }
}
