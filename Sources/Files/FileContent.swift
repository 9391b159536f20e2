import Glibc
import StageKit

/// Reading files from the disk.
public enum FileContent {
  /// Calls a closure with a file's bytes, piece by piece.
  ///
  /// - Throws: ``Failure`` that names the file if it cannot be read, or the task is cancelled meanwhile.
  public static func forEachPiece(of path: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(Failure) {
    let (descriptor, _) = try opened(path)
    defer { close(descriptor) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while let count = try read(descriptor, into: buffer, of: path) {
      guard !Task.isCancelled else { throw Failure("\(path): reading was interrupted") }
      body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// XXH3-128 of a file's bytes, in hexadecimal.
  ///
  /// - Throws: ``Failure`` that names the file if it cannot be read, or the task is cancelled meanwhile.
  public static func hash(of path: String) throws(Failure) -> String { try digest(of: path).hex }

  /// XXH3-128 of a file's bytes.
  ///
  /// - Throws: ``Failure`` that names the file if it cannot be read, or the task is cancelled meanwhile.
  public static func digest(of path: String) throws(Failure) -> Digest {
    var hash = ContentHash()
    try forEachPiece(of: path) { hash.update($0) }
    return hash.digest
  }

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - start: Where to begin; what stands before is left out.
  ///   - longest: The most bytes that it may have.
  /// - Throws: ``Failure`` that names the file if it cannot be read or is larger.
  public static func bytes(
    of path: String, from start: Int = 0, atMost longest: Int = .max
  ) throws(Failure) -> [UInt8] {
    let (descriptor, stamp) = try opened(path)
    defer { close(descriptor) }
    let size = max(0, stamp.size - start)
    if start > 0, lseek(descriptor, off_t(start), SEEK_SET) < 0 { throw failure(path) }
    // The size alone tells of a file that is too large; one that grows meanwhile is noticed as it is read.
    let tooLarge = Failure("\(path): is larger than \(longest >> 20) MiB", remedy: "is it the right file?")
    guard size <= longest else { throw tooLarge }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(max(size, 1), 1 << 18), alignment: 16)
    defer { buffer.deallocate() }
    while let count = try read(descriptor, into: buffer, of: path) {
      guard bytes.count + count <= longest else { throw tooLarge }
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }

  /// The first bytes of a file, and how many it has in all.
  ///
  /// - Throws: ``Failure`` that names the file if it cannot be read.
  public static func start(of path: String, atMost limit: Int) throws(Failure) -> (bytes: [UInt8], size: Int) {
    let (descriptor, stamp) = try opened(path)
    defer { close(descriptor) }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 16)
    defer { buffer.deallocate() }
    var filled = 0
    while filled < limit,
      let count = try read(descriptor, into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]), of: path)
    {
      filled += count
    }
    return (Array(buffer[..<filled]), stamp.size)
  }

  /// Whether a disk gives the first bytes of a file just now, whatever of them the system has in memory; never of an empty
  /// file, of which the disk gives none.
  public static func isReadable(at path: String) -> Bool {
    guard let (descriptor, _) = try? opened(path) else { return false }
    defer { close(descriptor) }
    let count = 1 << 16
    posix_fadvise(descriptor, 0, off_t(count), POSIX_FADV_DONTNEED)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    defer { buffer.deallocate() }
    return (try? read(descriptor, into: buffer, of: path)) != nil
  }

  /// Lends a range of a file's bytes to a closure.
  ///
  /// - Parameter stamp: What the file must be.
  /// - Returns: What the closure gives; `nil` if the file is another than the stamp's.
  /// - Throws: ``Failure`` that names the file if it cannot be read or has fewer bytes, or what the closure throws.
  public static func read<Result>(
    _ range: Range<Int>, of path: String, as stamp: FileStamp, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result? {
    let (descriptor, known) = try opened(path)
    defer { close(descriptor) }
    guard known == stamp else { return nil }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(range.count, 1), alignment: 64)
    defer { buffer.deallocate() }
    var done = 0
    while done < range.count {
      let count = pread(
        descriptor, buffer.baseAddress.map { $0 + done }, range.count - done, off_t(range.lowerBound + done))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      guard count > 0 else { throw Failure("\(path): has lost its end", remedy: "run again") }
      done += count
    }
    return try body(UnsafeRawBufferPointer(rebasing: buffer[..<range.count]))
  }

  private static func opened(_ path: String) throws(Failure) -> (descriptor: Int32, stamp: FileStamp) {
    // Opening a named pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      throw failure(path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw Failure("\(path): cannot read: it is not a regular file")
    }
    return (descriptor, FileStamp(status))
  }

  /// The number of bytes read; `nil` at the file's end.
  private static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, of path: String
  ) throws(Failure) -> Int? {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      return count > 0 ? count : nil
    }
  }

  private static func failure(_ path: String) -> Failure { .reading(path, errno) }
}
