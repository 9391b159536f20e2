/// Rows divided into parts of fixed size, so that threads share them.
struct RowParts {
  /// Enough rows that the weights are read seldom, few enough that two threads end at about the same time.
  private static let size = 192

  let rows: Int

  /// How many parts there are.
  var count: Int { (rows + Self.size - 1) / Self.size }

  /// The rows of a part.
  subscript(part: Int) -> Range<Int> {
    part * Self.size..<min(rows, (part + 1) * Self.size)
  }
}
