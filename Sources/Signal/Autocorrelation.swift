/// How much a row of numbers resembles itself, moved by each lag.
///
/// Source: `librosa.autocorrelate`, librosa 0.11.0.
public final class Autocorrelation {
  private let transform: RealTransform
  private let count: Int

  /// Sets up the transforms.
  ///
  /// - Parameter count: Numbers per row, at least 1.
  /// - Throws: ``SignalFailure`` if there is no memory for the transform.
  public init(count: Int) throws(SignalFailure) {
    // Twice the row, so that it does not meet its own repetition.
    transform = try RealTransform(length: RealTransform.fastLength(atLeast: 2 * count - 1))
    self.count = count
  }

  /// The sums of products at the lags from 0 on. Both rows have the shape (`count`).
  public func apply(to row: UnsafeBufferPointer<Float>, into result: UnsafeMutableBufferPointer<Float>) {
    let (input, output, length) = (transform.input, transform.output, transform.length)
    for index in 0..<length { input[index] = index < count ? row[index] : 0 }
    transform.execute()
    // The power is real and even, so that transforming it again is transforming it back.
    for bin in 0...length / 2 {
      let power = output[2 * bin] * output[2 * bin] + output[2 * bin + 1] * output[2 * bin + 1]
      input[bin] = power
      input[(length - bin) % length] = power
    }
    transform.execute()
    for lag in 0..<count { result[lag] = output[2 * lag] / Float(length) }
  }
}
