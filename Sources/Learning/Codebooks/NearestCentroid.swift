/// The search for the centroid that is nearest to a row.
struct NearestCentroid {
  /// A centroid's number, and the squared distance to it.
  typealias Match = (index: Int, distance: Float)

  private let width: Int
  private let count: Int
  /// Column-major, so that the distances to all centroids grow side by side, each in the order of the features.
  private let columns: [Float]

  /// - Parameter centroids: Row-major, at least one.
  init(centroids: [Float], width: Int) {
    self.width = width
    let count = centroids.count / max(1, width)
    self.count = count
    columns = (0..<width).flatMap { column in (0..<count).map { centroids[$0 * width + column] } }
  }

  /// The nearest centroid of each row; ties go to the first.
  func search(_ rows: [Float]) -> [Match] {
    var distances = [Float](repeating: 0, count: count)
    let frames = rows.count / max(1, width)
    return rows.withUnsafeBufferPointer { rows in
      columns.withUnsafeBufferPointer { columns in
        distances.withUnsafeMutableBufferPointer { distances in
          (0..<frames).map { frame in
            distances.update(repeating: 0)
            for column in 0..<width {
              let value = rows[frame * width + column]
              let first = column * count
              for index in 0..<count {
                let difference = value - columns[first + index]
                distances[index] += difference * difference
              }
            }
            var best: Match = (0, .infinity)
            for index in 0..<count where distances[index] < best.distance { best = (index, distances[index]) }
            return best
          }
        }
      }
    }
  }
}
