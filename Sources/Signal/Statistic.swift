/// A number that describes many.
public enum Statistic: String, Sendable, CaseIterable {
  /// The arithmetic mean.
  case mean
  /// The standard deviation of all there are: divided by the count (`numpy.std`).
  case std
  /// The least.
  case min
  /// The greatest.
  case max
  /// The one in the middle; of an even count the mean of both.
  case median

  /// The statistic of some numbers, which it may reorder; 0 if there are none.
  public func value(of numbers: UnsafeMutableBufferPointer<Float>) -> Float {
    guard let first = numbers.first else { return 0 }
    switch self {
    case .mean: return Float(Self.mean(numbers))
    case .std:
      let mean = Self.mean(numbers)
      let squares = numbers.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
      return Float((squares / Double(numbers.count)).squareRoot())
    case .min: return numbers.reduce(first) { Swift.min($0, $1) }
    case .max: return numbers.reduce(first) { Swift.max($0, $1) }
    case .median:
      guard let (lower, upper) = Selection.middle(of: numbers) else { return 0 }
      return (lower + upper) / 2
    }
  }

  private static func mean(_ numbers: UnsafeMutableBufferPointer<Float>) -> Double {
    numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count)
  }
}
