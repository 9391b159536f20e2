/// Rows of power to rows of magnitudes: the square root of each number.
public struct Magnitudes: Sendable {
  private var values: [Float]

  /// For rows of a width.
  public init(width: Int) {
    values = [Float](repeating: 0, count: width)
  }

  /// Lends the magnitudes of a row of power, which is as wide.
  public mutating func of<Result>(
    _ power: UnsafeBufferPointer<Float>, _ body: (UnsafeBufferPointer<Float>) -> Result
  ) -> Result {
    values.withUnsafeMutableBufferPointer { values in
      for index in 0..<values.count { values[index] = power[index].squareRoot() }
      return body(UnsafeBufferPointer(values))
    }
  }
}
