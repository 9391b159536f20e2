/// A filter that takes out what stays the same: y[n] = x[n] - x[n - 1] + 0.99 y[n - 1].
///
/// Source: `detrend=True` of `librosa.onset.onset_strength`, librosa 0.11.0.
public struct ConstantBlocker: Sendable {
  private static let pole = 0.99

  private var before = (input: 0.0, output: 0.0)

  /// A filter that has seen zeros.
  public init() {}

  /// Filters the next value.
  public mutating func callAsFunction(_ input: Float) -> Float {
    before = (Double(input), Double(input) - before.input + Self.pole * before.output)
    return Float(before.output)
  }
}
