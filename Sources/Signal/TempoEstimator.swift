import Glibc

/// The tempo of a track from how its onset envelope repeats.
///
/// The autocorrelation of windows, each scaled to 1 at lag 0, is averaged over the track; the best lag has the highest
/// average, weighed by a log-normal preference for tempos near a start.
///
/// Source: `librosa.feature.tempo` and `librosa.feature.tempogram`, librosa 0.11.0 (Ellis 2007).
public struct TempoEstimator: Sendable {
  /// The tempo that is preferred, in beats per minute, above 0.
  public var start = 120.0
  /// The standard deviation of the preference, in octaves, above 0.
  public var deviation = 1.0
  /// Tempos from here on are not considered, in beats per minute; all are if `nil`.
  public var limit: Double? = 320
  /// Length of the window, in seconds.
  public var windowSeconds = 8.0
  /// How many beats in a row must fit: the autocorrelation counts at all of them, so that accents of bars tell a beat from
  /// its half. 1 is librosa's; 4 is a bar.
  public var beats = 1

  private let grid: FrameGrid

  /// An estimator with librosa's defaults for envelopes on a grid of frames.
  public init(grid: FrameGrid) {
    self.grid = grid
  }

  /// The tempo in beats per minute; 0 if the envelope is 0 everywhere, or too coarse for any tempo.
  ///
  /// - Throws: ``SignalFailure`` if there is no memory for the transform.
  public func tempo(of envelope: [Float]) throws(SignalFailure) -> Double {
    let lags = grid.frames(in: windowSeconds)
    guard lags > 1, envelope.contains(where: { $0 != 0 }) else { return 0 }
    let repetition = repetition(try averageCorrelation(of: envelope, lags: lags))
    var best = (score: -Double.infinity, tempo: 0.0)
    for lag in 1..<lags {
      let tempo = 60 * grid.sampleRate / Double(grid.hop * lag)
      guard tempo < limit ?? .infinity else { continue }
      let deviations = (log2(tempo) - log2(start)) / deviation
      let score = log1p(1e6 * max(0, repetition[lag])) - 0.5 * deviations * deviations
      if score > best.score { best = (score, tempo) }
    }
    return best.tempo
  }

  /// How well an envelope repeats after each lag: for one beat the autocorrelation itself; for more the mean of it at the
  /// multiples of the lag up to half the window, without the window's own decay, which would favour short lags.
  private func repetition(_ correlation: [Double]) -> [Double] {
    guard beats > 1 else { return correlation }
    let window = CosineWindow.hann.values(length: correlation.count).map(Double.init)
    func decay(_ lag: Int) -> Double { zip(window, window.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 } }
    let whole = decay(0)
    let half = correlation.count / 2
    let even = (0...half).map { correlation[$0] * whole / decay($0) }
    return correlation.indices.map { lag in
      let multiples = (1...beats).map { $0 * lag }.filter { $0 <= half }
      return multiples.isEmpty ? 0 : multiples.reduce(0) { $0 + even[$1] } / Double(multiples.count)
    }
  }

  /// The average autocorrelation of all windows, each 1 at lag 0. Shape (`lags`).
  func averageCorrelation(of envelope: [Float], lags: Int) throws(SignalFailure) -> [Double] {
    let padded = Self.ramped(envelope, by: lags / 2)
    let window = CosineWindow.hann.values(length: lags)
    // Twice the window, so that no window correlates with its own repetition.
    let correlations = try CorrelationSum(window: window)
    padded.withUnsafeBufferPointer { padded in
      for first in stride(from: 0, to: envelope.count, by: 2) {
        func row(_ first: Int) -> UnsafeBufferPointer<Float> {
          UnsafeBufferPointer(rebasing: padded[first..<first + lags])
        }
        correlations.add(row(first), first + 1 < envelope.count ? row(first + 1) : nil)
      }
    }
    return correlations.sums().map { $0 / Double(envelope.count) }
  }

  /// The envelope with ramps from and to 0 on both sides, as `numpy.pad(mode="linear_ramp")` makes them.
  private static func ramped(_ envelope: [Float], by count: Int) -> [Float] {
    guard let first = envelope.first, let last = envelope.last else { return [] }
    func ramp(to edge: Float) -> [Float] {
      (0..<count).map { Float(Double($0) * (Double(edge) / Double(count))) }
    }
    // A window of odd length reaches as far as `count` on both sides, too.
    return ramp(to: first) + envelope + ramp(to: last).reversed()
  }
}
