import Signal
import StageKit

/// Audio to its loudness per frame.
struct RootMeanSquare: FrameStage {
  static let audio = Input<Samples>("audio", "The samples of the track.")
  static let rms = Output<Frames>("rms", "The root of the mean squared sample, 1 at full scale.")

  static let length = Parameter(
    "frame_length", default: 2048, unit: .samples, in: 1...65536, "Length of a frame.")
  static let hop = Parameter(
    "hop", elsewhere: ["hop_length"], default: 512, unit: .samples, in: 1...65536,
    "From the start of a frame to the start of the next.")
  static let padding = Parameter(
    "pad_mode", default: Padding.constant,
    "What stands before the first sample and after the last: zeros, the sample repeated, the signal mirrored, or a ramp."
  )

  static let declaration = StageDeclaration(
    id: "rms",
    doc: "Measures the root mean square of the samples, in centred frames.",
    source: "librosa 0.11.0, librosa.feature.rms of samples",
    inputs: [audio], outputs: [rms], parameters: [length, hop], advanced: [padding])

  private let frames: SampleFrames

  init(_ settings: Settings) throws(Failure) {
    frames = try SampleFrames(
      length: settings[Self.length], hop: settings[Self.hop], padding: settings[Self.padding])
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    var outputs = FrameFormats()
    outputs[Self.rms] = try frames.format(.rootMeanSquare, of: inputs[Self.audio])
    return outputs
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    frames.processor(of: Self.audio) { frame in
      (frame.dot(frame) / Float(frame.count)).squareRoot()
    }
  }
}
