import StageKit

/// The loudness of a song as an area around a middle line: the loudest row of each of at most 1,000 columns.
///
/// Its size does not grow with the song's length.
enum WaveOutline {
  /// The drawing's height; its width is 1000.
  static let height = 200
  private static let mostColumns = 1000

  /// The area's path; empty without rows.
  ///
  /// - Parameter rows: One number a row, 0 for silence.
  /// - Throws: What reading kept rows throws.
  static func path(_ rows: Frames, on scale: TimeScale) throws -> String {
    let peaks = try peaks(of: rows)
    guard !peaks.isEmpty else { return "" }
    let loudest = max(peaks.max() ?? 0, .leastNormalMagnitude)
    let end = rows.format.rate > 0 ? Double(rows.count) / rows.format.rate : scale.seconds
    let points = peaks.indices.map { column in
      let x = 1000 * scale.share(of: end * (Double(column) + 0.5) / Double(peaks.count))
      let reach = Int((Double(peaks[column] / loudest) * Double(height / 2 - 2)).rounded()) + 1
      return (x: x.fixed(1), reach: reach)
    }
    let upper = points.map { "\($0.x) \(height / 2 - $0.reach)" }
    let lower = points.reversed().map { "\($0.x) \(height / 2 + $0.reach)" }
    return "M\((upper + lower).joined(separator: "L"))Z"
  }

  private static func peaks(of rows: Frames) throws -> [Float] {
    let columns = min(rows.count, mostColumns)
    var peaks = [Float](repeating: 0, count: columns)
    try rows.forEachBlock { first, block in
      for row in 0..<block.count / rows.format.width {
        let column = (first + row) * columns / rows.count
        let value = block[row * rows.format.width]
        if value.isFinite { peaks[column] = max(peaks[column], value) }
      }
    }
    return peaks
  }
}
