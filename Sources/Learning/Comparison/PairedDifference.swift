/// One system against another in the same songs: the differences song by song.
public struct PairedDifference: Sendable, Hashable {
  /// How many songs there are.
  public let count: Int
  /// The mean of the differences, in which each song counts alike.
  public let mean: Double
  /// The standard error of the mean, from the sample's deviation (n - 1); `nil` for a single song.
  public let standardError: Double?
  /// Songs in which the first system's number is higher.
  public let higher: Int
  /// Songs in which it is lower.
  public let lower: Int
  /// Songs in which both are the same.
  public let equal: Int

  /// Sums up the first system's numbers minus the second's, song by song; `nil` of none.
  public init?(_ differences: [Double]) {
    guard let mean = Ratio.mean(differences) else { return nil }
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let pairs = Double(differences.count - 1) * Double(differences.count)
    count = differences.count
    self.mean = mean
    standardError = pairs > 0 ? (squares / pairs).squareRoot() : nil
    higher = differences.count { $0 > 0 }
    lower = differences.count { $0 < 0 }
    equal = differences.count { $0 == 0 }
  }
}
