/// The generalised cross-correlation of windows, with the phase transform: a sharp peak at the lag, whatever the spectrum.
///
/// Source: Knapp and Carter 1976, The generalized correlation method for estimation of time delay.
public final class PhaseCorrelation {
  /// Samples per window.
  public let length: Int
  /// The longest lag that is given, in samples, either way.
  public let reach: Int

  private let window: [Float]
  private let lowestBin: Int
  private let reference: RealTransform
  private let other: RealTransform
  private let inverse: InverseRealTransform

  /// Sets up the transforms.
  ///
  /// - Parameters:
  ///   - length: Samples per window, even.
  ///   - reach: The longest lag, below half a window: lags are short beside a window, whose ends are faded.
  ///   - lowest: The frequency from which on sound counts, as a share of the sample rate: below is rumble.
  /// - Throws: ``SignalFailure`` if there is no transform of the length.
  public init(length: Int, reach: Int, lowest: Double) throws(SignalFailure) {
    guard reach >= 1, 2 * reach < length else {
      throw SignalFailure("lags of \(reach) do not fit into windows of \(length) samples")
    }
    self.length = length
    self.reach = reach
    window = CosineWindow.hann.values(length: length)
    lowestBin = max(1, Int((lowest * Double(length)).rounded(.up)))
    reference = try RealTransform(length: length)
    other = try RealTransform(length: length)
    inverse = try InverseRealTransform(length: length)
  }

  /// Correlates two windows.
  ///
  /// - Parameter row: Takes the correlation from lag `-reach` to `reach`, in standard deviations; positive lags are those
  ///   of sound that comes later in `second`.
  /// - Returns: False if one of them is silent; the row is then as it was.
  public func correlate(_ first: [Float], _ second: [Float], into row: inout ArraySlice<Float>) -> Bool {
    guard load(first, into: reference), load(second, into: other) else { return false }
    let (a, b, product) = (reference.output, other.output, inverse.input)
    for index in 0..<2 * lowestBin { product[index] = 0 }
    for part in stride(from: 2 * lowestBin, to: length + 2, by: 2) {
      let real = a[part] * b[part] + a[part + 1] * b[part + 1]
      let imaginary = a[part] * b[part + 1] - a[part + 1] * b[part]
      let magnitude = (real * real + imaginary * imaginary).squareRoot()
      let scale = magnitude > .leastNormalMagnitude ? 1 / magnitude : 0
      product[part] = real * scale
      product[part + 1] = imaginary * scale
    }
    inverse.execute()
    let output = inverse.output
    var squares = 0.0
    for lag in -reach...reach {
      let value = output[lag < 0 ? length + lag : lag]
      row[row.startIndex + reach + lag] = value
      squares += Double(value * value)
    }
    guard squares > 0 else { return false }
    let scale = Float(1 / (squares / Double(2 * reach + 1)).squareRoot())
    for index in row.indices { row[index] *= scale }
    return true
  }

  /// Transforms a window; false if it is silent.
  private func load(_ samples: [Float], into transform: RealTransform) -> Bool {
    let input = transform.input
    var energy: Float = 0
    for index in 0..<length {
      input[index] = samples[index] * window[index]
      energy += input[index] * input[index]
    }
    // 110 dB below full scale is no sound.
    guard energy > 1e-11 * Float(length) else { return false }
    transform.execute()
    return true
  }
}
