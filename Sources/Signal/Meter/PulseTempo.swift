import Glibc

/// The tempo of the pulse that a person would tap or subdivide: the fastest that most strokes keep to.
///
/// The autocorrelation of the whole envelope, at a tempo's first eight multiples: tempos that are off by a few parts in a
/// hundred fall behind at the later ones. Which pulses are beats is left to ``MeterModel``, so a pulse at twice the
/// tempo of the beats is as good as one at the tempo.
public struct PulseTempo: Sendable {
  /// Tempos that are tried, in beats per minute, and the step from one to the next as a part of it.
  private static let (slowest, fastest, step) = (85.0, 260.0, 1.005)
  /// The tempo that is preferred, and the preference's standard deviation in octaves.
  private static let (preferred, deviation) = (130.0, 0.5)
  /// How many pulses in a row must fit.
  private static let multiples = 8
  /// The longest lag, in seconds.
  private static let longestLag = 16.0
  /// How long the mean is that an envelope must rise above, in seconds.
  private static let meanLength = 1.0
  private static let leastCorrelation = 1e-3

  private let rate: Double

  /// A finder for envelopes of so many frames per second, in Hz.
  public init(rate: Double) {
    self.rate = rate
  }

  /// Pulses per minute, from 85 to 260; `nil` if the envelope never rises, or is too short for any.
  ///
  /// - Throws: ``SignalFailure`` if there is no memory for the transform.
  public func tempo(of envelope: [Float]) throws(SignalFailure) -> Double? {
    let strokes = strokes(of: envelope)
    guard Double(strokes.count) > 2 * rate * 60 / Self.slowest, strokes.contains(where: { $0 != 0 }) else { return nil }
    let correlation = try correlation(of: strokes)
    var best: (score: Double, tempo: Double)?
    var tempo = Self.slowest
    while tempo < Self.fastest {
      let repetition = max(Self.leastCorrelation, mean(of: correlation, atMultiplesOf: 60 * rate / tempo))
      let deviation = log2(tempo / Self.preferred) / Self.deviation
      let score = log(repetition) - 0.5 * deviation * deviation
      if score > best?.score ?? -.infinity { best = (score, tempo) }
      tempo *= Self.step
    }
    return best?.tempo
  }

  /// How far the envelope is above the mean around it, less the mean of that.
  private func strokes(of envelope: [Float]) -> [Float] {
    let reach = max(1, Int(rate * Self.meanLength / 2))
    let sums = envelope.reduce(into: [0.0]) { sums, value in sums.append((sums.last ?? 0) + Double(value)) }
    let above = envelope.indices.map { frame in
      let last = min(envelope.count, frame + reach + 1)
      let mean = (sums[last] - sums[max(0, frame - reach)]) / Double(2 * reach + 1)
      return max(0, envelope[frame] - Float(mean))
    }
    let mean = above.reduce(0, +) / Float(max(1, above.count))
    return above.map { $0 - mean }
  }

  /// The autocorrelation up to the longest lag, 1 at lag 0, smoothed over three lags; lags with fewer products count alike.
  private func correlation(of strokes: [Float]) throws(SignalFailure) -> [Double] {
    let transform = try Autocorrelation(count: strokes.count)
    var sums = [Float](repeating: 0, count: strokes.count)
    strokes.withUnsafeBufferPointer { strokes in
      sums.withUnsafeMutableBufferPointer { transform.apply(to: strokes, into: $0) }
    }
    // At the longest lags few products are left, so half the envelope is the limit.
    let lags = min(Int(rate * Self.longestLag), strokes.count / 2)
    let scale = Double(strokes.count) / Double(sums[0])
    let even = (0..<lags).map { Double(sums[$0]) * scale / Double(strokes.count - $0) }
    return even.indices.map { lag in
      0.25 * even[max(0, lag - 1)] + 0.5 * even[lag] + 0.25 * even[min(lags - 1, lag + 1)]
    }
  }

  private func mean(of correlation: [Double], atMultiplesOf lag: Double) -> Double {
    let lags = (1...Self.multiples).map { Double($0) * lag }.filter { $0 < Double(correlation.count - 1) }
    let values = lags.map { lag in
      let part = lag - lag.rounded(.down)
      return (1 - part) * correlation[Int(lag)] + part * correlation[Int(lag) + 1]
    }
    return values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
