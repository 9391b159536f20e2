import Signal
import StageKit

/// A power spectrum to pitch classes.
struct Chroma: FrameStage {
  static let spectrum = Input<Frames>("spectrum", "The power spectrum.")
  static let chroma = Output<Frames>("chroma", "Energy per pitch class from C to B, each frame's maximum 1.")
  static let tuned = Output<Number>("tuning", "How far the music is from A = 440 Hz, in semitones.")

  static let tuning = Parameter(
    "tuning", default: Double?.none, in: -0.5...0.5,
    "How far the music is from A = 440 Hz, in semitones; none is estimated from the track's peaks.")

  static let declaration = StageDeclaration(
    id: "chroma",
    doc: "Folds a power spectrum into the twelve pitch classes, tuned to the track.",
    source: "librosa 0.11.0, librosa.feature.chroma_stft and librosa.estimate_tuning",
    inputs: [spectrum], outputs: [chroma, tuned], parameters: [tuning])

  private let tuning: Double?

  init(_ settings: Settings) throws(StageFailure) {
    tuning = settings[Self.tuning]
  }

  func formats(for inputs: FrameFormats) throws(StageFailure) -> FrameFormats {
    var format = try inputs[Self.spectrum]
    try format.require(.powerSpectrum)
    format.quantity = .chroma
    format.width = ChromaFilterbank.classCount
    var outputs = FrameFormats()
    outputs[Self.chroma] = format
    return outputs
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    Processor(tuning: tuning, format: try inputs[Self.spectrum])
  }

  private final class Processor: FrameProcessor {
    let surveysFirst: Bool
    private let format: FrameFormat
    private var estimator: TuningEstimator
    /// The tuning and its weights; settled when the first row is asked for.
    private lazy var tuning = estimator.tuning()
    private lazy var filters = ChromaFilterbank(
      tuning: tuning, sampleRate: format.sampleRate, transformLength: format.transformLength)

    init(tuning: Double?, format: FrameFormat) {
      surveysFirst = tuning == nil
      self.format = format
      estimator = TuningEstimator(sampleRate: format.sampleRate, transformLength: format.transformLength)
      if let tuning { self.tuning = tuning }
    }

    func survey(_ block: FrameBlock) throws {
      try block[Chroma.spectrum].forEachRow { estimator.add($0) }
    }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      output.append(eachRowOf: try block[Chroma.spectrum]) { spectrum, row in
        filters.apply(to: spectrum, into: row)
      }
    }

    func finish(into output: inout Rows) -> Artifacts {
      var artifacts = Artifacts()
      artifacts[Chroma.tuned] = Number(tuning)
      return artifacts
    }
  }
}
