import StageKit

/// The mean and the standard deviation of each feature over training frames, by which all features become comparable.
public struct FeatureScale: Sendable, Hashable {
  /// The mean by feature.
  public let means: [Float]
  /// The standard deviation by feature (of the population); 1 where a feature never changes.
  public let deviations: [Float]

  /// A scale that is known, such as one that was read from a model.
  public init(means: [Float], deviations: [Float]) {
    self.means = means
    self.deviations = deviations
  }

  /// Measures rows, block by block: once for the means, once for the distances from them. No rows give means of 0 and
  /// deviations of 1.
  ///
  /// - Throws: What reading the rows throws.
  public init(of rows: Frames) throws {
    let width = rows.format.width
    let count = Double(max(1, rows.count))
    func sums(of number: (_ column: Int, _ value: Float) -> Double) throws -> [Double] {
      var sums = [Double](repeating: 0, count: width)
      try rows.forEachBlock { _, block in
        for start in stride(from: 0, to: block.count, by: width) {
          for column in 0..<width { sums[column] += number(column, block[start + column]) }
        }
      }
      return sums
    }
    let means = try sums { Double($1) }.map { $0 / count }
    let squares = try sums { column, value in
      let difference = Double(value) - means[column]
      return difference * difference
    }
    self.means = means.map { Float($0) }
    deviations = squares.map { sum in
      let deviation = Float((sum / count).squareRoot())
      return deviation > 0 ? deviation : 1
    }
  }

  /// The rows with each feature's mean taken off and divided by its deviation, each time that they are read.
  ///
  /// - Parameter rows: As wide as the scale.
  public func normalised(_ rows: Frames) -> Frames {
    Frames(format: rows.format, store: NormalisedRows(rows: rows, scale: self))
  }
}

/// Rows that become comparable when they are read.
private struct NormalisedRows: RowStore {
  let rows: Frames
  let scale: FeatureScale

  var count: Int { rows.count }

  func read<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    let width = scale.means.count
    let values = try rows.read(range) { rows in
      [Float](unsafeUninitializedCapacity: rows.count) { values, count in
        for start in stride(from: 0, to: rows.count, by: width) {
          for column in 0..<width {
            values.initializeElement(
              at: start + column, to: (rows[start + column] - scale.means[column]) / scale.deviations[column])
          }
        }
        count = rows.count
      }
    }
    return try values.withUnsafeBufferPointer(body)
  }
}
