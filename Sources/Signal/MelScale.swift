import Glibc

/// A scale of perceived pitch, in mels.
///
/// Source: `librosa.hz_to_mel`, `librosa.mel_to_hz`, `librosa.mel_frequencies`.
public enum MelScale: Sendable, Hashable {
  /// Slaney's Auditory Toolbox: linear below 1 kHz, logarithmic above.
  case slaney
  /// The Hidden Markov Toolkit: 2595 log10(1 + f / 700).
  case htk

  /// Hertz per mel in the linear part.
  private static let linearStep = 200.0 / 3
  /// Where the logarithmic part starts, in Hz.
  private static let corner = 1000.0
  /// Natural logarithm of the frequency ratio per mel in the logarithmic part.
  private static let logStep = log(6.4) / 27

  /// The pitch of a frequency in Hz.
  public func mel(_ hertz: Double) -> Double {
    switch self {
    case .slaney:
      hertz < Self.corner
        ? hertz / Self.linearStep : Self.corner / Self.linearStep + log(hertz / Self.corner) / Self.logStep
    case .htk: 2595 * log10(1 + hertz / 700)
    }
  }

  /// The frequency of a pitch, in Hz.
  public func hertz(_ mel: Double) -> Double {
    switch self {
    case .slaney:
      mel < Self.corner / Self.linearStep
        ? mel * Self.linearStep : Self.corner * exp(Self.logStep * (mel - Self.corner / Self.linearStep))
    case .htk: 700 * (pow(10, mel / 2595) - 1)
    }
  }

  /// Frequencies in Hz at equal distances in mels.
  ///
  /// - Parameters:
  ///   - count: How many, at least 2.
  ///   - range: The first and the last, in Hz.
  public func frequencies(_ count: Int, in range: ClosedRange<Double>) -> [Double] {
    let first = mel(range.lowerBound)
    let last = mel(range.upperBound)
    let step = (last - first) / Double(count - 1)
    return (0..<count).map { hertz($0 == count - 1 ? last : first + Double($0) * step) }
  }
}
