/// The unit of a parameter: which suffixes a value may carry, and what each is worth in the base unit.
public enum Unit: String, Sendable, CaseIterable {
  /// Seconds; also `ms` and `min`.
  case seconds = "s"
  /// Cycles or rows per second; also `kHz`.
  case hertz = "Hz"
  /// Beats per minute.
  case beatsPerMinute = "bpm"
  /// Decibels.
  case decibels = "dB"
  /// Audio samples.
  case samples = "samples"
  /// Rows of a stream of frames.
  case frames = "frames"
  /// Natural logarithm of a weight.
  case logWeight = "log"
  /// A part of one; also `%`.
  case share = "share"

  /// Each suffix with its worth in the base unit.
  public var suffixes: [(suffix: String, worth: Double)] {
    switch self {
    case .seconds: [("s", 1), ("ms", 0.001), ("min", 60)]
    case .hertz: [("Hz", 1), ("kHz", 1000)]
    case .share: [("share", 1), ("%", 0.01)]
    case .beatsPerMinute, .decibels, .samples, .frames, .logWeight: [(rawValue, 1)]
    }
  }
}
