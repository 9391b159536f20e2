/// Columns of text, aligned by spaces.
struct TextTable {
  /// The least that is left to the last column of a narrow terminal.
  private static let least = 20

  /// The cells; all rows have as many.
  let rows: [[String]]
  /// How many characters a line may have: the last column is wrapped. `nil` for any number.
  var columns: Int? = nil

  /// One line for each row, or more where the last column is wrapped.
  var text: String {
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in rows.map { $0[column].count }.max() ?? 0 }
    let before = widths.dropLast().reduce(0) { $0 + $1 + 2 }
    return rows.map { row in
      let last = row.last ?? ""
      let lines = columns.map { last.wrapped(to: max(Self.least, $0 - before)) } ?? [last]
      return lines.enumerated().map { number, line in
        Self.line(number == 0 ? row.dropLast() + [line] : row.dropLast().map { _ in "" } + [line], widths)
      }.joined()
    }.joined()
  }

  private static func line(_ row: [String], _ widths: [Int]) -> String {
    let cells = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: max(0, width - cell.count)) }
    var line = cells.joined(separator: "  ")
    while line.hasSuffix(" ") { line.removeLast() }
    return line + "\n"
  }
}
