/// Where kept rows live. In memory here; an engine may keep long ones in a file.
public protocol RowStore: Sendable {
  /// How many rows are kept.
  var count: Int { get }

  /// Lends the rows of a range, row-major, to a closure.
  ///
  /// - Parameter range: Within `0..<count`.
  /// - Throws: What reading a file throws, or what the closure throws.
  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result
}

/// Rows kept in memory.
struct MemoryRowStore: RowStore {
  let width: Int
  let values: [Float]

  var count: Int { values.count / width }

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    try values.withUnsafeBufferPointer { all in
      try body(UnsafeBufferPointer(rebasing: all[range.lowerBound * width..<range.upperBound * width]))
    }
  }
}
