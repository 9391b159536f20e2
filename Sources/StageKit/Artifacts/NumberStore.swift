import Glibc
import Synchronization

/// Numbers in memory, with room for a fixed count: address space at first, of which the system gives what is filled.
///
/// An array that grows would copy all its numbers, and hold them twice. Beyond the first 2 MB the system is asked for
/// large pages: with small ones, asking for each of the thousands of a song takes longer than filling them.
final class NumberStore: Sendable {
  /// What the system calls a huge page on most processors, in bytes.
  private static let largePage = 2 << 20

  /// Written by one thread, before any reads.
  private nonisolated(unsafe) let region: UnsafeMutableRawBufferPointer
  private let length = Atomic<Int>(0)

  /// - Parameter room: How many numbers fit, at least 1.
  /// - Returns: `nil` if the process has no such address space left.
  init?(room: Int) {
    let size = room * MemoryLayout<Float>.stride
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    guard let base = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0), base != MAP_FAILED else { return nil }
    region = UnsafeMutableRawBufferPointer(start: base, count: size)
    // Short streams keep to small pages, or each would take a large one. Without large pages it works as well.
    if size > Self.largePage { madvise(base + Self.largePage, size - Self.largePage, MADV_HUGEPAGE) }
  }

  deinit { munmap(region.baseAddress, region.count) }

  /// How many numbers are stored.
  var count: Int { length.load(ordering: .acquiring) }

  /// How many more numbers fit.
  var room: Int { region.count / MemoryLayout<Float>.stride - count }

  /// Adds numbers at the end, at most ``room``.
  func append(_ values: [Float]) {
    values.withUnsafeBytes { bytes in
      let rest = UnsafeMutableRawBufferPointer(rebasing: region[(count * MemoryLayout<Float>.stride)...])
      rest.copyMemory(from: bytes)
    }
    length.add(values.count, ordering: .releasing)
  }

  /// Lends the numbers of a range within `0..<count`.
  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result {
    let stride = MemoryLayout<Float>.stride
    let bytes = UnsafeRawBufferPointer(rebasing: region[range.lowerBound * stride..<range.upperBound * stride])
    return try bytes.withMemoryRebound(to: Float.self, body)
  }
}
