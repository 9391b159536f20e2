import Glibc
import StageKit

/// A file's lines, one after another, of which one is in memory at a time.
public enum FileLines {
  /// Calls a closure with each line, without its end. What follows the last end of a line is no line: its writer was cut off.
  ///
  /// - Throws: ``Failure`` that names the file if it cannot be read, or what the closure throws.
  public static func forEach(of path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let file = try FileDescriptor(path)
    var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    var filled = 0
    while let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])) {
      filled += count
      var start = 0
      while let end = end(of: buffer, from: start, to: filled) {
        try body(UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        start = end + 1
      }
      if start == 0, filled == buffer.count {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * buffer.count, alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
        buffer.deallocate()
        buffer = larger
      } else if start > 0 {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<filled]))
        filled -= start
      }
    }
  }

  private static func end(of buffer: UnsafeMutableRawBufferPointer, from start: Int, to filled: Int) -> Int? {
    guard start < filled, let base = buffer.baseAddress,
      let place = memchr(base + start, Int32(UInt8(ascii: "\n")), filled - start)
    else { return nil }
    return UnsafeMutableRawPointer(place) - base
  }
}

/// An open file that is read from front to end.
private final class FileDescriptor {
  private let path: String
  private let descriptor: Int32

  init(_ path: String) throws(Failure) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure }
  }

  deinit { close(descriptor) }

  /// The number of bytes read; `nil` at the file's end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int? {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure }
      return count > 0 ? count : nil
    }
  }

  private var failure: Failure { .reading(path, errno) }
}
