import Glibc

/// How strongly an envelope moves at the pace of syllables, 3 to 8 Hz.
public struct Modulation: Sendable {
  private static let pace = 3.0...8.0
  private static let windowSeconds = 1.5

  /// Hann window.
  private let window: [Double]
  /// Cosine and sine of each frequency over the window.
  private let waves: [(cosine: [Double], sine: [Double])]

  /// For envelopes with `rate` values per second.
  public init(rate: Double) {
    let length = max(1, Int((min(rate, 1e4) * Self.windowSeconds).rounded()))
    window = (0..<length).map { 0.5 - 0.5 * cos(2 * Double.pi * (Double($0) + 0.5) / Double(length)) }
    let bins = (1...max(1, length / 2)).filter { Self.pace.contains(Double($0) * rate / Double(length)) }
    waves = bins.map { bin in
      let angles = (0..<length).map { 2 * Double.pi * Double(bin * $0 % length) / Double(length) }
      return (angles.map { cos($0) }, angles.map { sin($0) })
    }
  }

  /// The amplitude of the modulation around the middle of each range, as a part of the mean; 0 in silence.
  public func depths(of envelope: [Double], around ranges: [Range<Int>]) -> [Double] {
    ranges.map { range in
      // The window stays inside the track: its ends are no modulation.
      let middle = (range.lowerBound + range.upperBound - window.count) / 2
      let first = max(0, min(middle, envelope.count - window.count))
      var values = [Double](repeating: 0, count: window.count)
      for index in values.indices where envelope.indices.contains(first + index) {
        values[index] = envelope[first + index] * window[index]
      }
      let mean = values.reduce(0, +)
      guard mean > 0 else { return 0 }
      let power = waves.reduce(0.0) { sum, wave in
        let real = zip(values, wave.cosine).reduce(0) { $0 + $1.0 * $1.1 }
        let imaginary = zip(values, wave.sine).reduce(0) { $0 + $1.0 * $1.1 }
        return sum + real * real + imaginary * imaginary
      }
      return power.squareRoot() / mean
    }
  }
}
