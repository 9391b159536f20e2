import Glibc

/// Numbers at a fixed place in memory, which grows with the largest batch and is used again for the next.
///
/// Several threads write it at once, each its own part.
final class FloatBuffer: @unchecked Sendable {
  /// Whole cache lines.
  private static let alignment = 64
  /// What the system calls a huge page on most processors, in bytes.
  private static let largePage = 2 << 20

  private(set) var pointer: UnsafeMutablePointer<Float>
  private(set) var count: Int

  /// Room for `count` zeros.
  init(count: Int = 0) {
    self.count = count
    pointer = Self.allocate(count)
    pointer.update(repeating: 0, count: count)
  }

  deinit {
    pointer.deallocate()
  }

  /// Makes room for `count` numbers. If the room grows, what was there is lost and what is there is undefined: megabytes
  /// that are written before they are read need no zeros.
  func reserve(_ count: Int) {
    guard count > self.count else { return }
    pointer.deallocate()
    self.count = count
    pointer = Self.allocate(count)
  }

  /// Sets the first numbers.
  func assign(_ values: [Float]) {
    reserve(values.count)
    values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { pointer.update(from: start, count: source.count) }
    }
  }

  /// The first numbers.
  func prefix(_ count: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: pointer, count: count))
  }

  /// Many megabytes in large pages, where the system has them: of small ones the processor has to look up thousands.
  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let isLarge = bytes >= 2 * largePage
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? largePage : alignment)
    if isLarge { madvise(memory, bytes / largePage * largePage, MADV_HUGEPAGE) }
    return memory.bindMemory(to: Float.self, capacity: max(count, 1))
  }
}
