import Glibc

/// Where the energy of a spectrum lies, and how far it spreads.
///
/// Source: `librosa.feature.spectral_centroid` and `spectral_bandwidth`, librosa 0.11.0.
public struct SpectralMoments: Sendable {
  /// The frequency of each bin, in Hz.
  private let frequencies: [Float]

  /// For a spectrum from 0 Hz to half the sample rate.
  ///
  /// - Parameters:
  ///   - sampleRate: Of the audio, in Hz.
  ///   - transformLength: Samples per frame.
  public init(sampleRate: Double, transformLength: Int) {
    frequencies = (0...transformLength / 2).map { Float(Double($0) * sampleRate / Double(transformLength)) }
  }

  /// The mean frequency weighted by the magnitudes, in Hz; 0 for silence.
  public func centroid(of magnitudes: UnsafeBufferPointer<Float>) -> Float {
    frequencies.withUnsafeBufferPointer { $0.dot(magnitudes) } / Self.divisor(magnitudes)
  }

  /// The generalised mean of the distances from the centroid: the deviation for an order of 2.
  ///
  /// - Parameters:
  ///   - order: The power that the distances are raised to, above 0.
  ///   - isNormalised: Whether the magnitudes count as parts of their sum.
  /// - Returns: In Hz if normalised.
  public func bandwidth(of magnitudes: UnsafeBufferPointer<Float>, order: Double, isNormalised: Bool) -> Float {
    let centre = centroid(of: magnitudes)
    var sum = 0.0
    if order == 2 {
      for (frequency, magnitude) in zip(frequencies, magnitudes) {
        let distance = Double(frequency - centre)
        sum += Double(magnitude) * distance * distance
      }
    } else {
      for (frequency, magnitude) in zip(frequencies, magnitudes) {
        sum += Double(magnitude) * pow(Double(abs(frequency - centre)), order)
      }
    }
    return Float(pow(isNormalised ? sum / Double(Self.divisor(magnitudes)) : sum, 1 / order))
  }

  /// The sum of the magnitudes, or 1 if it is too small to divide by.
  private static func divisor(_ magnitudes: UnsafeBufferPointer<Float>) -> Float {
    let sum = magnitudes.sum()
    return sum < .leastNormalMagnitude ? 1 : sum
  }
}
