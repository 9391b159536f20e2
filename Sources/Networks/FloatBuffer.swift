/// Numbers at a fixed place in memory, which grows with the largest batch and is used again for the next.
///
/// Several threads write it at once, each its own part.
final class FloatBuffer: @unchecked Sendable {
  /// Whole cache lines.
  private static let alignment = 64

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

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * 4, alignment: alignment)
    return memory.bindMemory(to: Float.self, capacity: max(count, 1))
  }
}
