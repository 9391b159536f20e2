import Signal
import StageKit

/// The parameters of the tempo, and how it is found in an onset envelope.
struct TempoFinding {
  /// What a tempo must explain.
  enum Method: String, Choice {
    /// That the envelope repeats after a beat.
    case librosa
    /// That it repeats after each of a bar's four beats.
    case bar
  }

  private static let beatsPerBar = 4

  static let method = Parameter(
    "tempo_method", default: Method.librosa,
    "Whether the envelope must repeat after a beat, as librosa's, or after each of a bar's four, against octave errors."
  )
  static let fixed = Parameter(
    "bpm", default: Double?.none, unit: .beatsPerMinute, in: 10...1000, "The tempo, if it is known; none is estimated.")
  static let start = Parameter(
    "start_bpm", default: 120.0, unit: .beatsPerMinute, in: 10...1000, "The tempo that is preferred in doubt.")
  static let deviation = Parameter(
    "std_bpm", default: 1.0, in: 0.01...100, "How far tempos are from start_bpm, as a standard deviation in octaves.")
  static let limit = Parameter(
    "max_tempo", default: Double?.some(320), unit: .beatsPerMinute, in: 20...10_000,
    "Tempos from here on are not considered; none is all are.")
  static let window = Parameter(
    "ac_size", default: 8.0, unit: .seconds, in: 0.1...60, "How much of an envelope is compared with itself at a time.")

  static let basic: [any AnyParameter] = [fixed, start]
  static let advanced: [any AnyParameter] = [method, deviation, limit, window]

  private let settings: Settings

  init(_ settings: Settings) throws(Failure) {
    let slowest = 60 / settings[Self.window]
    guard slowest < settings[Self.limit] ?? .infinity else {
      throw Failure(
        "ac_size \(settings[Self.window].text) s holds no beats slower than max_tempo", remedy: "make either larger")
    }
    self.settings = settings
  }

  /// The tempo in beats per minute; 0 if the envelope is 0 everywhere.
  ///
  /// - Throws: `SignalFailure` if there is no memory.
  func tempo(of envelope: [Float], on grid: FrameGrid) throws -> Double {
    guard envelope.contains(where: { $0 != 0 }) else { return 0 }
    if let fixed = settings[Self.fixed] { return fixed }
    var estimator = TempoEstimator(grid: grid)
    estimator.start = settings[Self.start]
    estimator.deviation = settings[Self.deviation]
    estimator.limit = settings[Self.limit]
    estimator.windowSeconds = settings[Self.window]
    estimator.beats = settings[Self.method] == .bar ? Self.beatsPerBar : 1
    return try estimator.tempo(of: envelope)
  }
}
