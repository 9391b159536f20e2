/// A block of frames on its way through a pass: rows of equal width, one after another.
public struct Rows: Sendable {
  /// Numbers per row.
  public let width: Int
  /// The rows, row-major: shape (``count``, ``width``).
  public var values: [Float]

  /// Rows of the given width; none unless values are given.
  public init(width: Int, values: [Float] = []) {
    self.width = width
    self.values = values
  }

  /// How many rows there are.
  public var count: Int { values.count / width }

  /// Whether there is no row.
  public var isEmpty: Bool { values.isEmpty }

  /// Takes all rows out and keeps the memory for the next block.
  public mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
  }
}
