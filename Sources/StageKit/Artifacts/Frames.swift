/// All rows of one track, kept for stages that need them at once.
public struct Frames: StreamedArtifact {
  /// Carried by ports of kind ``PortKind/frames``.
  public static let kind = PortKind.frames

  /// What the rows are.
  public let format: FrameFormat

  private let store: any RowStore

  /// Rows in a store of the engine's.
  public init(format: FrameFormat, store: any RowStore) {
    self.format = format
    self.store = store
  }

  /// Rows in memory.
  ///
  /// - Parameter values: Row-major, a whole number of rows of the format's width.
  public init(format: FrameFormat, values: [Float]) {
    self.init(format: format, store: MemoryRowStore(width: format.width, values: values))
  }

  /// How many rows there are.
  public var count: Int { store.count }

  /// Lends the rows of a range, row-major with shape (range's count, width), to a closure.
  ///
  /// - Parameter range: Within `0..<count`.
  /// - Throws: What reading kept rows throws, or what the closure throws.
  public func read<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) throws -> Result {
    try store.read(range, body)
  }

  /// Lends all rows in order, in blocks of at most `blockSize` rows, each with the number of its first row.
  public func forEachBlock(
    of blockSize: Int = 1024, _ body: (_ first: Int, _ rows: UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    for first in stride(from: 0, to: count, by: blockSize) {
      try read(first..<min(first + blockSize, count)) { try body(first, $0) }
    }
  }

  /// A copy of all rows, row-major with shape (count, width).
  ///
  /// - Complexity: O(count x width) in time and memory; meant for narrow frames.
  public func values() throws -> [Float] {
    try read(0..<count) { Array($0) }
  }
}
