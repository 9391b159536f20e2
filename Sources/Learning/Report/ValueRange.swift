import Glibc

/// The ends of a chart's upright axis: round numbers, far enough apart that a small wobble looks small.
struct ValueRange {
  /// The lower end.
  let low: Double
  /// The upper end, above the lower.
  let high: Double
  /// How many decimals the ends need.
  let decimals: Int

  /// A range that spans at least a tenth of the greatest number there can be, or else of the greatest there is.
  ///
  /// It goes below 0 only where the numbers do, and never above the greatest there can be.
  ///
  /// - Parameters:
  ///   - values: Finite numbers, the least and the greatest.
  ///   - most: The greatest number there can be, such as 100 %; `nil` if there is none.
  init(of values: ClosedRange<Double>, most: Double?) {
    let (least, greatest) = (values.lowerBound, values.upperBound)
    let span = max(greatest - least, (most ?? max(abs(least), abs(greatest))) / 10, 1e-6)
    let middle = (least + greatest) / 2
    let exponent = log10(span).rounded(.down)
    let step = pow(10, exponent) / 2
    func down(_ value: Double) -> Double { (value / step).rounded(.down) * step }
    func up(_ value: Double) -> Double { (value / step).rounded(.up) * step }
    let floor = min(0, down(least))
    let ceiling = most ?? .infinity
    // What one end cannot give, the other gives.
    low = max(floor, min(down(middle - span / 2), down(ceiling - span)))
    high = min(ceiling, max(up(middle + span / 2), up(floor + span)))
    decimals = Int(max(0, 1 - exponent))
  }
}
