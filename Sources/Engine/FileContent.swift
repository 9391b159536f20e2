import Glibc
import Pipeline
import StageKit

/// Reading files from the disk.
public enum FileContent {
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
  /// - Parameter longest: The most bytes that it may have.
  /// - Throws: ``StageFailure`` that names the file if it cannot be read or is larger.
  public static func bytes(of path: String, atMost longest: Int = .max) throws(StageFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var isTooLarge = false
    try forEachPiece(of: path) { piece in
      isTooLarge = isTooLarge || bytes.count + piece.count > longest
      if !isTooLarge { bytes.append(contentsOf: piece) }
    }
    guard !isTooLarge else { throw StageFailure("\(path): is larger than \(longest >> 20) MiB") }
    return bytes
  }

  private static func failure(_ path: String) -> StageFailure {
    let isRepaired = path.unicodeScalars.contains("\u{FFFD}")
    return StageFailure(
      "\(path): cannot read: \(String(cString: strerror(errno)))",
      remedy: isRepaired ? "its name is not UTF-8: rename it" : "")
  }
}
