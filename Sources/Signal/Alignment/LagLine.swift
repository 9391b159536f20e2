/// The lag of one recording behind another, which grows evenly where their clocks differ.
public struct LagLine: Sendable, Hashable {
  /// The time of the reference about which the line was fitted, in samples.
  public let middle: Double
  /// The lag at that time, in samples.
  public let lag: Double
  /// How much the lag grows, in millionths: by how much the recording's clock is the faster one.
  public let drift: Double

  /// A line by one of its points and its slope.
  public init(middle: Double, lag: Double, drift: Double) {
    (self.middle, self.lag, self.drift) = (middle, lag, drift)
  }

  /// The lag at a time of the reference, both in samples.
  public func lag(at time: Double) -> Double { lag + drift / 1e6 * (time - middle) }

  /// The line for lags that are counted from another zero.
  public func shifted(by samples: Double) -> LagLine { LagLine(middle: middle, lag: lag + samples, drift: drift) }
}
