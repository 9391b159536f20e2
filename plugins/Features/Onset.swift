import Signal
import StageKit

/// Mel power to onset strength.
struct Onset: FrameStage {
  static let mel = Input<Frames>("mel", "Power per mel band.")
  static let onset = Output<Frames>("onset", "Onset strength: the mean rise of the bands, in dB per frame.")

  static let declaration = StageDeclaration(
    id: "onset",
    doc: "Measures how much the bands rise from frame to frame, within 80 dB of the track's maximum.",
    source: "librosa 0.11.0, librosa.onset.onset_strength",
    inputs: [mel], outputs: [onset])

  init(_ settings: Settings) throws(StageFailure) {}

  func formats(for inputs: FrameFormats) throws(StageFailure) -> FrameFormats {
    var format = try inputs[Self.mel]
    try format.require(.melPower)
    format.quantity = .onsetStrength
    format.width = 1
    var outputs = FrameFormats()
    outputs[Self.onset] = format
    return outputs
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    let format = try inputs[Self.mel]
    return Processor(bands: format.width, delay: format.onsetDelay)
  }

  private final class Processor: FrameProcessor {
    let surveysFirst = true
    private let bands: Int
    private var maximum: Float = 0
    private lazy var rise = MelRise(bands: bands, floor: Decibels.floor(underMaximum: maximum))
    /// The strengths of the last frames, which wait for their delay to pass; zeros at first.
    private var waiting: [Float]
    private var next = 0

    init(bands: Int, delay: Int) {
      self.bands = bands
      waiting = [Float](repeating: 0, count: delay + 1)
    }

    func survey(_ block: FrameBlock) throws {
      maximum = max(maximum, try block[Onset.mel].values.max() ?? 0)
    }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      output.append(eachRowOf: try block[Onset.mel]) { mel, row in
        rise.advance(to: mel)
        waiting[next] = rise.mean
        next = (next + 1) % waiting.count
        row[0] = waiting[next]
      }
    }
  }
}
