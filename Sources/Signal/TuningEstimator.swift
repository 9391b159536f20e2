import Glibc

/// How far a track's notes are from A = 440 Hz, from the peaks of its power spectrum.
///
/// Each frame's peaks between 150 Hz and 4 kHz above a tenth of its maximum are placed by a parabola through three bins.
/// The louder half of the track's peaks vote, in bins of a hundredth of a pitch class. As the median over all peaks is only
/// known at the track's end, whoever finds them keeps them, of which music has a few hundred per second.
///
/// Source: `librosa.estimate_tuning(S=power, bins_per_octave=...)` with its other defaults, librosa 0.11.0.
public struct TuningEstimator: Sendable {
  /// A peak of a spectrum.
  public struct Peak: Sendable, Hashable {
    /// Its power.
    public let magnitude: Float
    /// How far it is from the nearest pitch class of A = 440 Hz: from 0 for a half below, in hundredths, to 99.
    public let deviation: Int

    /// A peak as it was kept.
    public init(magnitude: Float, deviation: Int) {
      self.magnitude = magnitude
      self.deviation = deviation
    }
  }

  private static let binsPerClass = 100
  /// The frequencies that count, in Hz: from the lower, below the upper.
  private static let frequencies = 150.0..<4000.0
  /// The part of a frame's maximum that a peak must exceed.
  private static let threshold: Float = 0.1

  private let bins: Range<Int>
  private let transformLength: Int
  private let sampleRate: Double
  private let classCount: Int

  /// An estimator for spectra of one shape.
  ///
  /// - Parameters:
  ///   - sampleRate: Of the audio, in Hz.
  ///   - transformLength: Samples per frame.
  ///   - classCount: Pitch classes per octave.
  public init(sampleRate: Double, transformLength: Int, classCount: Int = 12) {
    self.sampleRate = sampleRate
    self.transformLength = transformLength
    self.classCount = classCount
    let first = Int((Self.frequencies.lowerBound * Double(transformLength) / sampleRate).rounded(.up))
    let end = Int((Self.frequencies.upperBound * Double(transformLength) / sampleRate).rounded(.up))
    // The last bin, at half the sample rate, is never a peak.
    bins = min(max(1, first), transformLength / 2)..<min(max(1, first, end), transformLength / 2)
  }

  /// Lends the peaks of one frame.
  ///
  /// - Parameter spectrum: Power, shape (`transformLength / 2 + 1`).
  public func forEachPeak(of spectrum: UnsafeBufferPointer<Float>, _ body: (Peak) -> Void) {
    let least = Self.threshold * Self.maximum(of: spectrum)
    for bin in bins where spectrum[bin] > least {
      let (left, centre, right) = (spectrum[bin - 1], spectrum[bin], spectrum[bin + 1])
      guard centre > left, centre >= right else { continue }
      let curvature = Double(right + left) - 2 * Double(centre)
      let slope = Double(right - left) / 2
      let shift = abs(slope) >= abs(curvature) ? 0 : Float(-slope / curvature)
      // Power beyond the range of floats has no parabola.
      guard shift.isFinite else { continue }
      let frequency = Float((Double(bin) + Double(shift)) * sampleRate / Double(transformLength))
      body(Peak(magnitude: centre + 0.5 * ((right - left) / 2) * shift, deviation: deviation(of: frequency)))
    }
  }

  /// The tuning in parts of a pitch class, -0.5 to 0.49 in steps of 0.01; 0 if there was no peak.
  ///
  /// - Parameter forEachPeak: Lends all peaks of the track, in any order; called three or four times.
  public static func tuning<Failure: Error>(
    forEachPeak: ((Peak) -> Void) throws(Failure) -> Void
  ) throws(Failure) -> Double {
    let median = try StreamedMedian.median(of: { $0.magnitude }, forEach: forEachPeak)
    guard let median else { return 0 }
    var votes = [Int](repeating: 0, count: binsPerClass)
    try forEachPeak { peak in
      if peak.magnitude >= median { votes[peak.deviation] += 1 }
    }
    var best = 0
    for bin in votes.indices where votes[bin] > votes[best] { best = bin }
    return edge(best)
  }

  /// The lower edge of a bin of deviations, in pitch classes, rounded as `numpy.linspace(-0.5, 0.5, 101)` does.
  private static func edge(_ bin: Int) -> Double {
    -0.5 + Double(bin) * (1 / Double(binsPerClass))
  }

  /// The bin of a frequency's deviation from the nearest pitch class of A = 440 Hz.
  private func deviation(of frequency: Float) -> Int {
    let classes = Float(classCount) * log2(frequency / 27.5)
    var residual = classes - classes.rounded(.down)
    if residual >= 0.5 { residual -= 1 }
    let count = Self.binsPerClass
    var bin = min(max(0, Int((Double(residual) + 0.5) * Double(count))), count - 1)
    // The product may be rounded across an edge; the edges decide.
    if Double(residual) < Self.edge(bin) { bin -= 1 }
    if bin + 1 < count, Double(residual) >= Self.edge(bin + 1) { bin += 1 }
    return min(max(0, bin), count - 1)
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
