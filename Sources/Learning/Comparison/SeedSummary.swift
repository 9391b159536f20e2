/// A number over several seeds: its mean and how much it varies.
public struct SeedSummary: Sendable, Hashable {
  /// How many seeds there are.
  public let count: Int
  /// The mean.
  public let mean: Double
  /// The standard deviation of the sample (n - 1); `nil` for a single seed.
  public let deviation: Double?

  /// Summarises the values of the seeds; `nil` of none.
  public init?(_ values: [Double]) {
    guard let mean = Ratio.mean(values) else { return nil }
    count = values.count
    self.mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : nil
  }

  /// The standard error of the mean; `nil` for a single seed.
  public var standardError: Double? { deviation.map { $0 / Double(count).squareRoot() } }
}
