import Glibc

/// How far a track's notes are from A = 440 Hz, from the peaks of its power spectrum.
///
/// Each frame's peaks between 150 Hz and 4 kHz above a tenth of its maximum are placed by a parabola through three bins.
/// The louder half of the track's peaks vote, in bins of a hundredth of a semitone. It keeps five bytes per peak, of which
/// music has a few hundred per second, as the median over the track's peaks is only known at its end.
///
/// Source: `librosa.estimate_tuning(S=power)` with its defaults, librosa 0.11.0.
public struct TuningEstimator {
  private static let binsPerSemitone = 100
  /// The frequencies that count, in Hz: from the lower, below the upper.
  private static let frequencies = 150.0..<4000.0
  /// The part of a frame's maximum that a peak must exceed.
  private static let threshold: Float = 0.1

  private let bins: Range<Int>
  private let transformLength: Int
  private let sampleRate: Double
  private var magnitudes: [Float] = []
  private var deviations: [UInt8] = []

  /// An estimator that has seen no frame yet.
  ///
  /// - Parameters:
  ///   - sampleRate: Of the audio, in Hz.
  ///   - transformLength: Samples per frame.
  public init(sampleRate: Double, transformLength: Int) {
    self.sampleRate = sampleRate
    self.transformLength = transformLength
    let first = Int((Self.frequencies.lowerBound * Double(transformLength) / sampleRate).rounded(.up))
    let end = Int((Self.frequencies.upperBound * Double(transformLength) / sampleRate).rounded(.up))
    // The last bin, at half the sample rate, is never a peak.
    bins = min(max(1, first), transformLength / 2)..<min(max(1, first, end), transformLength / 2)
  }

  /// Adds the peaks of one frame.
  ///
  /// - Parameter spectrum: Power, shape (`transformLength / 2 + 1`).
  public mutating func add(_ spectrum: UnsafeBufferPointer<Float>) {
    let least = Self.threshold * Self.maximum(of: spectrum)
    for bin in bins where spectrum[bin] > least {
      let (left, centre, right) = (spectrum[bin - 1], spectrum[bin], spectrum[bin + 1])
      guard centre > left, centre >= right else { continue }
      let curvature = Double(right + left) - 2 * Double(centre)
      let slope = Double(right - left) / 2
      let shift = abs(slope) >= abs(curvature) ? 0 : Float(-slope / curvature)
      // Power beyond the range of floats has no parabola.
      guard shift.isFinite else { continue }
      magnitudes.append(centre + 0.5 * ((right - left) / 2) * shift)
      let frequency = Float((Double(bin) + Double(shift)) * sampleRate / Double(transformLength))
      deviations.append(Self.deviation(of: frequency))
    }
  }

  /// The tuning in semitones, -0.5 to 0.49 in steps of 0.01; 0 if there was no peak.
  public func tuning() -> Double {
    var copy = magnitudes
    guard let middle = copy.withUnsafeMutableBufferPointer({ Selection.middle(of: $0) }) else { return 0 }
    let median = (middle.lower + middle.upper) / 2
    var votes = [Int](repeating: 0, count: Self.binsPerSemitone)
    for (magnitude, deviation) in zip(magnitudes, deviations) where magnitude >= median {
      votes[Int(deviation)] += 1
    }
    var best = 0
    for bin in votes.indices where votes[bin] > votes[best] { best = bin }
    return Self.edge(best)
  }

  /// The lower edge of a bin of deviations, in semitones, rounded as `numpy.linspace(-0.5, 0.5, 101)` does.
  private static func edge(_ bin: Int) -> Double {
    -0.5 + Double(bin) * (1 / Double(binsPerSemitone))
  }

  /// The bin of a frequency's deviation from the nearest semitone of A = 440 Hz.
  private static func deviation(of frequency: Float) -> UInt8 {
    let semitones = 12 * log2(frequency / 27.5)
    var residual = semitones - semitones.rounded(.down)
    if residual >= 0.5 { residual -= 1 }
    var bin = min(max(0, Int((Double(residual) + 0.5) * Double(binsPerSemitone))), binsPerSemitone - 1)
    // The product may be rounded across an edge; the edges decide.
    if Double(residual) < edge(bin) { bin -= 1 }
    if bin + 1 < binsPerSemitone, Double(residual) >= edge(bin + 1) { bin += 1 }
    return UInt8(clamping: bin)
  }

  private static func maximum(of values: UnsafeBufferPointer<Float>) -> Float {
    let whole = values.count & ~7
    var maxima = (SIMD4<Float>.zero, SIMD4<Float>.zero)
    for index in stride(from: 0, to: whole, by: 8) {
      maxima.0 = maxima.0.replacing(with: values.vector(at: index), where: values.vector(at: index) .> maxima.0)
      maxima.1 = maxima.1.replacing(with: values.vector(at: index + 4), where: values.vector(at: index + 4) .> maxima.1)
    }
    var maximum = max(maxima.0.max(), maxima.1.max())
    for index in whole..<values.count { maximum = max(maximum, values[index]) }
    return maximum
  }
}
