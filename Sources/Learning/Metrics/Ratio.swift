/// Division where there may be nothing to divide by.
public enum Ratio {
  /// The quotient; `nil` if the denominator is 0.
  static func of(_ numerator: Double, over denominator: Int) -> Double? {
    denominator == 0 ? nil : numerator / Double(denominator)
  }

  /// The mean; `nil` of no numbers.
  public static func mean(_ values: [Double]) -> Double? {
    of(values.reduce(0, +), over: values.count)
  }
}
