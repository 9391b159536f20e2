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

  /// Measures rows, row-major: shape (frames, width). No rows give means of 0 and deviations of 1.
  public init(of rows: [Float], width: Int) {
    let count = Double(max(1, rows.count / max(1, width)))
    var means = [Double](repeating: 0, count: width)
    for (index, value) in rows.enumerated() { means[index % width] += Double(value) }
    for column in means.indices { means[column] /= count }
    var squares = [Double](repeating: 0, count: width)
    for (index, value) in rows.enumerated() {
      let difference = Double(value) - means[index % width]
      squares[index % width] += difference * difference
    }
    self.means = means.map { Float($0) }
    deviations = squares.map { sum in
      let deviation = Float((sum / count).squareRoot())
      return deviation > 0 ? deviation : 1
    }
  }

  /// The rows with each feature's mean taken off and divided by its deviation.
  ///
  /// - Parameter rows: Row-major, as wide as the scale.
  public func normalised(_ rows: [Float]) -> [Float] {
    let width = means.count
    return rows.indices.map { (rows[$0] - means[$0 % width]) / deviations[$0 % width] }
  }
}
