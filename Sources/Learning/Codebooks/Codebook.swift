import StageKit

/// Codewords for the frames of a view: each frame is named by its nearest centroid.
///
/// Source: vector quantisation by k-means, for the codewords u, v, w of Lin et al., ACM MM 2020.
public struct Codebook: Sendable, Hashable {
  /// What makes features comparable before distances are measured.
  public let scale: FeatureScale
  /// The centroids of normalised features, row-major: shape (``count``, ``width``).
  public let centroids: [Float]

  /// Numbers per frame.
  public var width: Int { scale.means.count }

  /// How many codewords there are: fewer than were asked for where the frames have fewer different rows.
  public var count: Int { centroids.count / max(1, width) }

  /// A codebook that is known, such as one that was read from a model.
  public init(scale: FeatureScale, centroids: [Float]) {
    self.scale = scale
    self.centroids = centroids
  }

  /// Finds codewords of training frames, which are read block by block in each pass.
  ///
  /// - Parameters:
  ///   - rows: The features of all frames.
  ///   - size: How many codewords there shall be, at least 1.
  ///   - seed: What the first centroids are drawn by.
  /// - Throws: What reading the rows throws.
  /// - Complexity: O(frames x width x size) for each pass of at most 300; 16 bytes of memory per frame.
  public init(of rows: Frames, size: Int, seed: UInt64) throws {
    let scale = try FeatureScale(of: rows)
    var means = try ClusterMeans(rows: scale.normalised(rows), size: size, seed: seed)
    try means.settle()
    self.init(scale: scale, centroids: means.centroids)
  }

  /// The codeword of each frame, from 0; ties go to the first.
  ///
  /// - Parameter rows: Features as wide as the codebook.
  /// - Throws: What reading the rows throws.
  public func codes(of rows: Frames) throws -> [Int] {
    var codes: [Int] = []
    codes.reserveCapacity(rows.count)
    try NearestCentroid(centroids: centroids, width: width).search(scale.normalised(rows)) { codes.append($2.index) }
    return codes
  }
}
