import Signal
import StageKit

/// Audio to how often it changes sign.
struct ZeroCrossings: FrameStage {
  /// Samples up to this magnitude count as 0, which counts as positive.
  private static let threshold: Float = 1e-10

  static let audio = Input<Samples>("audio", "The samples of the track.")
  static let rate = Output<Frames>("zcr", "The part of a frame's samples whose sign is not that of the sample before.")

  static let length = Parameter(
    "frame_length", default: 2048, unit: .samples, in: 1...65536, "Length of a frame.")
  static let hop = Parameter(
    "hop", elsewhere: ["hop_length"], default: 512, unit: .samples, in: 1...65536,
    "From the start of a frame to the start of the next.")

  static let declaration = StageDeclaration(
    id: "zcr",
    doc: "Measures how often the samples change sign, in centred frames with the outermost samples repeated.",
    source: "librosa 0.11.0, librosa.feature.zero_crossing_rate",
    inputs: [audio], outputs: [rate], parameters: [length, hop])

  private let frames: SampleFrames

  init(_ settings: Settings) throws(Failure) {
    frames = try SampleFrames(length: settings[Self.length], hop: settings[Self.hop], padding: .edge)
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    var outputs = FrameFormats()
    outputs[Self.rate] = try frames.format(.zeroCrossingRate, of: inputs[Self.audio])
    return outputs
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    frames.processor(of: Self.audio) { frame in
      var crossings = 0
      var wasNegative = frame[0] < -Self.threshold
      for sample in frame.dropFirst() {
        let isNegative = sample < -Self.threshold
        if isNegative != wasNegative { crossings += 1 }
        wasNegative = isNegative
      }
      return Float(crossings) / Float(frame.count)
    }
  }
}
