import StageKit

/// k-means: centroids drawn by k-means++ (Arthur, Vassilvitskii 2007), then moved by Lloyd's algorithm until they stay.
///
/// Rows are read block by block in each pass; what is kept of a row is its centroid and its distance.
struct ClusterMeans {
  /// Passes after which the search ends, should rounding let it go in circles.
  private static let mostPasses = 300

  private let rows: Frames
  /// Row-major, as wide as the rows.
  private(set) var centroids: [Float]

  private var width: Int { rows.format.width }

  /// Starts from given centroids.
  init(rows: Frames, centroids: [Float]) {
    self.rows = rows
    self.centroids = centroids
  }

  /// Draws the first centroids: each row in proportion to its squared distance from those drawn before it.
  ///
  /// - Throws: What reading the rows throws.
  init(rows: Frames, size: Int, seed: UInt64) throws {
    self.init(rows: rows, centroids: [])
    guard rows.count > 0 else { return }
    let random = CounterRandom(seed: seed)
    var distances = [Double](repeating: 1, count: rows.count)
    for drawn in 0..<max(1, size) {
      guard let frame = Self.draw(distances, at: random.uniform("codebook", UInt64(drawn))) else { break }
      let centroid = try row(frame)
      centroids += centroid
      try NearestCentroid(centroids: centroid, width: width).search(rows) { frame, _, match in
        let distance = Double(match.distance)
        distances[frame] = drawn == 0 ? distance : min(distances[frame], distance)
      }
    }
  }

  /// Moves centroids to the means of the rows that are nearest to them, until no row changes its centroid.
  ///
  /// - Throws: What reading the rows throws.
  mutating func settle() throws {
    var before: [Int32] = []
    for _ in 0..<Self.mostPasses {
      let nearest = try Assignment(of: rows, to: centroids)
      guard nearest.codes != before else { return }
      before = nearest.codes
      try move(to: nearest)
    }
  }

  /// Moves each centroid to the mean of its rows. One without rows goes to the row that is farthest from its own centroid,
  /// or away for good if every row lies on its centroid.
  private mutating func move(to nearest: Assignment) throws {
    var distances = nearest.distances
    var moved: [Float] = []
    moved.reserveCapacity(centroids.count)
    for (index, members) in nearest.members.enumerated() {
      if members > 0 {
        for column in 0..<width { moved.append(Float(nearest.sums[index * width + column] / Double(members))) }
      } else if let farthest = distances.max(), farthest > 0, let frame = distances.firstIndex(of: farthest) {
        moved += try row(frame)
        distances[frame] = 0
      }
    }
    centroids = moved
  }

  private func row(_ frame: Int) throws -> [Float] {
    try rows.read(frame..<frame + 1) { Array($0) }
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

/// Which centroid is nearest to each row, and what their means are made of.
private struct Assignment {
  /// By row: the centroid's number, and the squared distance to it.
  private(set) var codes: [Int32] = []
  private(set) var distances: [Float] = []
  /// By centroid: how many rows it has, and the sums of their features.
  private(set) var members: [Int]
  private(set) var sums: [Double]

  init(of rows: Frames, to centroids: [Float]) throws {
    let width = rows.format.width
    members = Array(repeating: 0, count: centroids.count / width)
    sums = Array(repeating: 0, count: centroids.count)
    codes.reserveCapacity(rows.count)
    distances.reserveCapacity(rows.count)
    try NearestCentroid(centroids: centroids, width: width).search(rows) { add($1, to: $2) }
  }

  private mutating func add(_ row: Slice<UnsafeBufferPointer<Float>>, to match: NearestCentroid.Match) {
    codes.append(Int32(match.index))
    distances.append(match.distance)
    members[match.index] += 1
    for (column, value) in row.enumerated() { sums[match.index * row.count + column] += Double(value) }
  }
}
