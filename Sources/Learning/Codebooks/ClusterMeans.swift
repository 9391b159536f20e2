import StageKit

/// k-means: centroids drawn by k-means++ (Arthur, Vassilvitskii 2007), then moved by Lloyd's algorithm until they stay.
struct ClusterMeans {
  /// Passes after which the search ends, should rounding let it go in circles.
  private static let mostPasses = 300

  private let rows: [Float]
  private let width: Int
  /// Row-major, as wide as the rows.
  private(set) var centroids: [Float]

  /// Starts from given centroids.
  init(rows: [Float], width: Int, centroids: [Float]) {
    self.rows = rows
    self.width = width
    self.centroids = centroids
  }

  /// Draws the first centroids: each row in proportion to its squared distance from those drawn before it.
  init(rows: [Float], width: Int, size: Int, seed: UInt64) {
    self.init(rows: rows, width: width, centroids: [])
    let frames = rows.count / max(1, width)
    guard frames > 0 else { return }
    let random = CounterRandom(seed: seed)
    var distances = [Double](repeating: 1, count: frames)
    for drawn in 0..<max(1, size) {
      guard let frame = Self.draw(distances, at: random.uniform("codebook", UInt64(drawn))) else { break }
      let centroid = row(frame)
      centroids += centroid
      let matches = NearestCentroid(centroids: Array(centroid), width: width).search(rows)
      for (frame, match) in matches.enumerated() {
        let distance = Double(match.distance)
        distances[frame] = drawn == 0 ? distance : min(distances[frame], distance)
      }
    }
  }

  /// Moves centroids to the means of the rows that are nearest to them, until no row changes its centroid.
  mutating func settle() {
    var before: [Int] = []
    for _ in 0..<Self.mostPasses {
      let matches = NearestCentroid(centroids: centroids, width: width).search(rows)
      let codes = matches.map(\.index)
      guard codes != before else { return }
      before = codes
      move(to: matches)
    }
  }

  /// Moves each centroid to the mean of its rows. One without rows goes to the row that is farthest from its own centroid,
  /// or away for good if every row lies on its centroid.
  private mutating func move(to matches: [NearestCentroid.Match]) {
    let count = centroids.count / max(1, width)
    var sums = [Double](repeating: 0, count: centroids.count)
    var members = [Int](repeating: 0, count: count)
    for (frame, match) in matches.enumerated() {
      members[match.index] += 1
      for column in 0..<width { sums[match.index * width + column] += Double(rows[frame * width + column]) }
    }
    var distances = matches.map(\.distance)
    var moved: [Float] = []
    moved.reserveCapacity(centroids.count)
    for index in 0..<count {
      if members[index] > 0 {
        for column in 0..<width { moved.append(Float(sums[index * width + column] / Double(members[index]))) }
      } else if let farthest = distances.max(), farthest > 0, let frame = distances.firstIndex(of: farthest) {
        moved += row(frame)
        distances[frame] = 0
      }
    }
    centroids = moved
  }

  private func row(_ frame: Int) -> ArraySlice<Float> {
    rows[frame * width..<(frame + 1) * width]
  }

  /// The index that a number in (0, 1) falls on, if indices are as wide as their weights; `nil` if all weights are 0.
  private static func draw(_ weights: [Double], at position: Double) -> Int? {
    let target = position * weights.reduce(0, +)
    var sum = 0.0
    for (index, weight) in weights.enumerated() where weight > 0 {
      sum += weight
      if sum > target { return index }
    }
    return weights.lastIndex { $0 > 0 }
  }
}
