import StageKit

/// Frames as a table: a row per frame with its time in seconds and its numbers, each in the fewest digits that read back
/// as the same number.
enum FrameTable {
  /// The table. The rows are read while they are written.
  static func document(_ frames: Frames) -> Document {
    let format = frames.format
    return Document { sink in
      try sink.write(Array(CSVRow.line(["time"] + columns(of: format)).utf8))
      try frames.forEachBlock { first, rows in
        var text = ""
        for row in 0..<rows.count / format.width {
          text += (Double(first + row) / format.rate).description
          for number in rows[row * format.width..<(row + 1) * format.width] {
            text += ","
            text += number.description
          }
          text += "\r\n"
        }
        try sink.write(Array(text.utf8))
      }
    }
  }

  /// The columns' own names, or else the quantity's with a number from 0.
  private static func columns(of format: FrameFormat) -> [String] {
    if !format.columns.isEmpty { return format.columns.map(CSVRow.field) }
    let name = CSVRow.field(format.quantity.rawValue.replacing(" ", with: "_"))
    return format.width == 1 ? [name] : (0..<format.width).map { "\(name).\($0)" }
  }
}
