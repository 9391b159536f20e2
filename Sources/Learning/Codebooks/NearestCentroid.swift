import StageKit

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

  /// Finds the nearest centroid of each row; ties go to the first.
  ///
  /// - Parameter body: Takes each row in order, with its number and its match.
  /// - Throws: What reading the rows throws.
  func search(
    _ rows: Frames, _ body: (_ frame: Int, _ row: Slice<UnsafeBufferPointer<Float>>, _ match: Match) -> Void
  ) throws {
    var distances = [Float](repeating: 0, count: count)
    try rows.forEachBlock { firstFrame, block in
      columns.withUnsafeBufferPointer { columns in
        distances.withUnsafeMutableBufferPointer { distances in
          for start in stride(from: 0, to: block.count, by: width) {
            distances.update(repeating: 0)
            for column in 0..<width {
              let value = block[start + column]
              let first = column * count
              for index in 0..<count {
                let difference = value - columns[first + index]
                distances[index] += difference * difference
              }
            }
            var best: Match = (0, .infinity)
            for index in 0..<count where distances[index] < best.distance { best = (index, distances[index]) }
            body(firstFrame + start / width, block[start..<start + width], best)
          }
        }
      }
    }
  }
}
