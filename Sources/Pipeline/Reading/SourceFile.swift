import Glibc
import Formats
import StageKit

/// Reads a pipeline's file, within a limit that keeps a wrong path from filling the memory.
enum SourceFile {
  /// The most bytes that a pipeline may have: 1 MiB.
  static let sizeLimit = 1 << 20

  /// The file's bytes.
  ///
  /// - Throws: ``ReadingError`` if there is no such file, it is no regular file, it cannot be read or it is too large.
  static func read(_ path: String) throws(ReadingError) -> [UInt8] {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemFault() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw systemFault() }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw ReadingError(mark: .whole, message: "is a folder; name the pipeline's file")
    default: throw ReadingError(mark: .whole, message: "is not a regular file")
    }
    guard status.st_size <= sizeLimit else { throw tooLarge }
    return try readAll(descriptor)
  }

  private static func readAll(_ descriptor: Int32) throws(ReadingError) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw systemFault()
      }
      bytes += block[..<count]
      // A file may grow while it is read, and those under /proc state no size.
      guard bytes.count <= sizeLimit else { throw tooLarge }
    }
  }

  private static var tooLarge: ReadingError {
    ReadingError(mark: .whole, message: "is larger than 1 MiB; this cannot be a pipeline")
  }

  private static func systemFault() -> ReadingError {
    ReadingError(mark: .whole, message: "cannot be read: \(String(cString: strerror(errno)))")
  }
}
