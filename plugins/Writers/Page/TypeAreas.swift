import StageKit

/// The probabilities of shot types over time as areas on top of each other: the mean of the rows of each of at most 400
/// columns.
///
/// Its size does not grow with the song's length.
enum TypeAreas {
  /// The drawing's height; its width is 1000.
  static let height = 200
  private static let mostColumns = 400

  /// A path for each type, from the back to the front: each covers what lies beneath its upper edge.
  ///
  /// - Parameter rows: A probability per type, at a fixed rate; the format's columns are the types.
  /// - Throws: ``Failure`` if the rows are no probabilities of types; what reading kept rows throws.
  static func paths(_ rows: Frames, on scale: TimeScale) throws -> [(type: String, path: String)] {
    let format = rows.format
    try format.require(.shotTypes)
    guard format.columns.count == format.width, format.rate > 0 else {
      throw Failure("takes probabilities of named types at a fixed rate, but is given \(format)")
    }
    let columns = try means(of: rows)
    let ends = columns.indices.map { column in
      // A row holds until the next one; the first row of each column after this one tells where it ends.
      let next = (column + 1) * rows.count / columns.count
      return (1000 * scale.share(of: Double(next) / format.rate)).fixed(1)
    }
    return format.columns.indices.reversed().map { type in
      var path = "M0 \(height)"
      for (column, end) in zip(columns, ends) {
        let total = column[...type].reduce(0, +)
        path += "V\(height - Int((min(max(total, 0), 1) * Double(height)).rounded()))H\(end)"
      }
      return (format.columns[type], path + "V\(height)Z")
    }
  }

  private static func means(of rows: Frames) throws -> [[Double]] {
    let width = rows.format.width
    let columns = min(rows.count, mostColumns)
    var sums = [[Double]](repeating: [Double](repeating: 0, count: width), count: columns)
    var counts = [Double](repeating: 0, count: columns)
    try rows.forEachBlock { first, block in
      for row in 0..<block.count / width {
        // Rows go to columns so that column c starts with row ceil(c x rows / columns).
        let column = (first + row) * columns / rows.count
        counts[column] += 1
        for type in 0..<width where block[row * width + type].isFinite {
          sums[column][type] += Double(block[row * width + type])
        }
      }
    }
    return zip(sums, counts).map { sum, count in sum.map { $0 / count } }
  }
}
