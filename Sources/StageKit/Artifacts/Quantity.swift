/// What the numbers of a frame stand for, so that a chroma stage is never fed a mel spectrogram.
///
/// Plugins add their own as static members of an extension.
public struct Quantity: RawRepresentable, Sendable, Hashable, Codable, CustomStringConvertible {
  /// The name that diagnostics print.
  public let rawValue: String

  /// A quantity of the given name.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The name that diagnostics print.
  public var description: String { rawValue }

  /// Audio samples, full scale at -1 and 1.
  public static let samples = Quantity(rawValue: "samples")
  /// Squared magnitudes of a short-time Fourier transform.
  public static let powerSpectrum = Quantity(rawValue: "power spectrum")
  /// Power in mel bands.
  public static let melPower = Quantity(rawValue: "mel power")
  /// Energy per pitch class, each frame's maximum 1.
  public static let chroma = Quantity(rawValue: "chroma")
  /// Onset strength, in decibels of rise per frame.
  public static let onsetStrength = Quantity(rawValue: "onset strength")
  /// A user's own numbers: embeddings, music tags.
  public static let embeddings = Quantity(rawValue: "embeddings")
  /// A probability per shot type, one row per second.
  public static let shotTypes = Quantity(rawValue: "shot types")
}
