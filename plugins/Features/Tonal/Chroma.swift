import Signal
import StageKit

/// A power spectrum to pitch classes.
struct Chroma: FrameStage {
  static let spectrum = Input<Frames>("spectrum", "The power spectrum.")
  static let chroma = Output<Frames>("chroma", "Energy per pitch class from C to B, each frame divided by its norm.")
  static let tuned = Output<Number>(
    "tuning", "How far the music is from A = 440 Hz, in pitch classes (semitones if 12).")

  static let classes = Parameter("n_chroma", default: 12, in: 1...96, "How many pitch classes an octave has.")
  static let tuning = Parameter(
    "tuning", default: Double?.none, in: -0.5...0.5,
    "How far the music is from A = 440 Hz, in pitch classes; none is estimated from the track's peaks.")
  static let norm = Parameter(
    "norm", default: RowNorm.maximum,
    "What a frame is divided by: its maximum (inf), its sum (1), the root of its squares (2), or nothing.")
  static let octave = Parameter(
    "ctroct", default: 5.0, in: 0...12, "The octave that counts most, from A0 = 27.5 Hz.")
  static let octaveWidth = Parameter(
    "octwidth", default: Double?.some(2), in: 0.1...20,
    "The deviation in octaves of the weight around ctroct; none weights all octaves the same.")

  static let declaration = StageDeclaration(
    id: "chroma",
    doc: "Folds a power spectrum into pitch classes, tuned to the track.",
    source: "librosa 0.11.0, librosa.feature.chroma_stft and librosa.estimate_tuning",
    inputs: [spectrum], outputs: [chroma, tuned], parameters: [classes, tuning], advanced: [norm, octave, octaveWidth])

  private let classes: Int
  private let tuning: Double?
  private let norm: RowNorm
  private let emphasis: ChromaFilterbank.Emphasis?

  init(_ settings: Settings) throws(Failure) {
    classes = settings[Self.classes]
    tuning = settings[Self.tuning]
    norm = settings[Self.norm]
    let octave = settings[Self.octave]
    emphasis = settings[Self.octaveWidth].map { ChromaFilterbank.Emphasis(octave: octave, deviation: $0) }
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs.giving(.chroma, width: classes, on: Self.chroma, for: Self.spectrum, of: .powerSpectrum)
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    Processor(self, format: try inputs[Self.spectrum])
  }

  private func filters(tuning: Double, format: FrameFormat) -> ChromaFilterbank {
    ChromaFilterbank(
      classCount: classes, tuning: tuning, emphasis: emphasis, sampleRate: format.sampleRate,
      transformLength: format.transformLength)
  }

  private final class Processor: FrameProcessor {
    private let stage: Chroma
    private let format: FrameFormat
    private var peaks: TuningPeaks
    /// The tuning and its weights; settled when the first row is asked for.
    private var settled: (tuning: Double, filters: ChromaFilterbank)?

    init(_ stage: Chroma, format: FrameFormat) {
      self.stage = stage
      self.format = format
      peaks = TuningPeaks(of: format, classCount: stage.classes)
    }

    var surveysFirst: Bool { stage.tuning == nil }

    func survey(_ block: FrameBlock) throws {
      try peaks.add(block[Chroma.spectrum])
    }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      let filters = try settle().filters
      output.append(eachRowOf: try block[Chroma.spectrum]) { spectrum, row in
        filters.apply(to: spectrum, into: row)
        stage.norm.apply(to: row)
      }
    }

    func finish(into output: inout Rows) throws -> Artifacts {
      var artifacts = Artifacts()
      artifacts[Chroma.tuned] = Number(try settle().tuning)
      return artifacts
    }

    private func settle() throws -> (tuning: Double, filters: ChromaFilterbank) {
      if let settled { return settled }
      let tuning = try stage.tuning ?? peaks.tuning()
      let result = (tuning, stage.filters(tuning: tuning, format: format))
      settled = result
      return result
    }
  }
}
