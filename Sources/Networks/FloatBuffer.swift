/// Numbers at a fixed place in memory, which grows with the largest batch and is used again for the next.
///
/// Several threads write it at once, each its own part.
final class FloatBuffer: @unchecked Sendable {
  /// Whole cache lines.
  private static let alignment = 64

  private(set) var pointer: UnsafeMutablePointer<Float>
  private(set) var count: Int

  init(count: Int = 0) {
    self.count = count
    pointer = Self.allocate(count)
  }

  deinit {
    pointer.deallocate()
  }

  /// Makes room for `count` numbers. What was there is lost if the room grows.
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
    let pointer = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    pointer.initialize(repeating: 0, count: max(count, 1))
    return pointer
  }
}
