import StageKit

extension Quantity {
  /// Magnitudes summed in mel bands.
  static let melMagnitude = Quantity(rawValue: "mel magnitude")
  /// Cepstral coefficients of mel bands.
  static let cepstrum = Quantity(rawValue: "mel cepstrum")
  /// The mean frequency of a spectrum, in Hz.
  static let centroid = Quantity(rawValue: "spectral centroid")
  /// The spread of a spectrum, in Hz.
  static let bandwidth = Quantity(rawValue: "spectral bandwidth")
  /// The frequency below which most of a spectrum lies, in Hz.
  static let rolloff = Quantity(rawValue: "spectral rolloff")
  /// How much a spectrum is like noise, 0 to 1.
  static let flatness = Quantity(rawValue: "spectral flatness")
  /// Peaks over valleys per octave of a spectrum.
  static let contrast = Quantity(rawValue: "spectral contrast")
  /// The root of the mean squared sample.
  static let rootMeanSquare = Quantity(rawValue: "root mean square")
  /// The part of samples that change sign.
  static let zeroCrossingRate = Quantity(rawValue: "zero-crossing rate")
  /// Positions on the circles of fifths, minor and major thirds.
  static let tonnetz = Quantity(rawValue: "tonal centroid")
  /// How much onset strength repeats, per lag.
  static let tempogram = Quantity(rawValue: "tempogram")
  /// Statistics of other frames over spans of time.
  static let statistics = Quantity(rawValue: "statistics of frames")
  /// A peak of a spectrum: its power, and its distance from a pitch class.
  static let spectralPeak = Quantity(rawValue: "spectral peak")
}
