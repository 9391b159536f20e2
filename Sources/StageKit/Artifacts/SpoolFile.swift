import FoundationEssentials
import Glibc
import Synchronization

/// Numbers in a file without a name: it vanishes with the last reader, however the program ends.
final class SpoolFile: Sendable {
  private let descriptor: Int32
  private let length = Atomic<Int>(0)

  /// - Throws: ``Failure`` if the folder for temporary files takes none.
  init() throws(Failure) {
    let folder = FileManager.default.temporaryDirectory.path
    var path = Array("\(folder)/songboard-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw Self.failure(in: folder) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(path)
  }

  deinit { close(descriptor) }

  /// How many numbers are in the file.
  var count: Int { length.load(ordering: .acquiring) }

  /// Adds numbers at the end. One thread appends, before any reads.
  ///
  /// - Throws: ``Failure`` if the disk is full.
  func append(_ values: UnsafeBufferPointer<Float>) throws(Failure) {
    var offset = count * MemoryLayout<Float>.stride
    let end = offset + values.count * MemoryLayout<Float>.stride
    while offset < end {
      let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(values).suffix(end - offset))
      let written = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset))
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(in: "temporary file") }
      offset += written
    }
    length.add(values.count, ordering: .releasing)
  }

  /// The numbers of a range.
  ///
  /// - Throws: ``Failure`` if the disk cannot be read.
  func read(_ range: Range<Int>) throws(Failure) -> [Float] {
    let stride = MemoryLayout<Float>.stride
    var isWhole = true
    let values = [Float](unsafeUninitializedCapacity: range.count) { buffer, initialized in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      var done = 0
      while done < range.count * stride {
        let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
        let count = pread(
          descriptor, rest.baseAddress, range.count * stride - done, off_t(range.lowerBound * stride + done))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        done += count
      }
      isWhole = done == range.count * stride
      initialized = done / stride
    }
    guard isWhole else { throw Self.failure(in: "temporary file") }
    return values
  }

  private static func failure(in place: String) -> Failure {
    Failure(
      "\(place): cannot keep temporary data: \(String(cString: strerror(errno)))",
      remedy: "point TMPDIR at a folder with room")
  }
}
