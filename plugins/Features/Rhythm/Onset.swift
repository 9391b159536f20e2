import Signal
import StageKit

/// Mel power to onset strength.
struct Onset: FrameStage {
  /// What a band is compared with, where `lag` and `max_size` do not say.
  enum Method: String, Choice {
    /// Itself, a frame before.
    case librosa
    /// The highest of it and its neighbours, two frames before.
    case superflux
  }

  /// How the rises of the bands become one number.
  enum Aggregate: String, Choice {
    case mean
    case median
  }

  static let mel = Input<Frames>("mel", "Power per mel band.")
  static let onset = Output<Frames>("onset", "Onset strength: the mean or median rise of the bands, in dB.")

  static let method = Parameter(
    "method", default: Method.librosa,
    "What lag and max_size are if they are none; superflux is made for 138 bands, about 100 times per second.")
  static let lag = Parameter(
    "lag", default: Int?.none, unit: .frames, in: 1...100,
    "How many frames before a frame is compared with; none is 1, or 2 for superflux.")
  static let reach = Parameter(
    "max_size", default: Int?.none, in: 1...1024,
    "How many bands around its own, itself included, a band must rise above; none is 1, or 3 for superflux.")
  static let aggregate = Parameter(
    "aggregate", default: Aggregate.mean, "How the rises of the bands become one number.")
  static let detrend = Parameter("detrend", default: false, "Whether what stays the same is filtered out.")
  static let range = Parameter(
    "top_db", default: Double?.some(80), unit: .decibels, in: 1...400,
    "How far below the track's maximum power counts as silence; none is without end.")
  static let declaration = StageDeclaration(
    id: "onset",
    doc: "Measures how much the bands rise from frame to frame: librosa's onset strength, or superflux.",
    source: "librosa 0.11.0, librosa.onset.onset_strength; superflux: Böck and Widmer 2013, Maximum filter vibrato "
      + "suppression for onset detection",
    inputs: [mel], outputs: [onset], parameters: [method], advanced: [lag, reach, aggregate, detrend, range])

  private let lag: Int
  private let reach: Int
  private let aggregate: Aggregate
  private let detrends: Bool
  private let range: Double?

  init(_ settings: Settings) throws(Failure) {
    let isSuperflux = settings[Self.method] == .superflux
    lag = settings[Self.lag] ?? (isSuperflux ? 2 : 1)
    reach = settings[Self.reach] ?? (isSuperflux ? 3 : 1)
    aggregate = settings[Self.aggregate]
    detrends = settings[Self.detrend]
    range = settings[Self.range]
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs.giving(.onsetStrength, width: 1, on: Self.onset, for: Self.mel, of: .melPower)
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    let format = try inputs[Self.mel]
    return Processor(self, bands: format.width, delay: format.onsetDelay)
  }

  private final class Processor: FrameProcessor {
    let surveysFirst: Bool
    private let stage: Onset
    private let bands: Int
    private var maximum: Float = 0
    private lazy var rise = MelRise(bands: bands, floor: floor, lag: stage.lag, reach: stage.reach)
    private lazy var blocker = ConstantBlocker()
    /// The strengths of the last frames, which wait for their delay to pass; zeros at first.
    private var waiting: [Float]
    private var next = 0

    init(_ stage: Onset, bands: Int, delay: Int) {
      self.stage = stage
      self.bands = bands
      surveysFirst = stage.range != nil
      waiting = [Float](repeating: 0, count: delay + 1)
    }

    func survey(_ block: FrameBlock) throws {
      maximum = max(maximum, try block[Onset.mel].values.max() ?? 0)
    }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      output.append(eachRowOf: try block[Onset.mel]) { mel, row in
        rise.advance(to: mel)
        waiting[next] = stage.aggregate == .mean ? rise.mean : rise.median()
        next = (next + 1) % waiting.count
        row[0] = stage.detrends ? blocker(waiting[next]) : waiting[next]
      }
    }

    private var floor: Float {
      stage.range.map { Decibels.floor(underMaximum: maximum, range: $0) } ?? Decibels.leastPower
    }
  }
}
