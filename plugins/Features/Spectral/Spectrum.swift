import Signal
import StageKit

/// Audio to a power spectrum.
struct Spectrum: FrameStage {
  static let audio = Input<Samples>("audio", "The samples of the track.")
  static let spectrum = Output<Frames>("spectrum", "Squared magnitudes per bin, from 0 Hz to half the sample rate.")

  static let length = Parameter(
    "n_fft", default: 2048, unit: .samples, in: 64...65536, "Length of a frame and of its Fourier transform, even.")
  static let hop = Parameter(
    "hop", elsewhere: ["hop_length"], default: 512, unit: .samples, in: 1...65536,
    "From the start of a frame to the start of the next.")
  static let window = Parameter("window", default: CosineWindow.hann, "What each frame is weighted with, periodic.")
  static let windowLength = Parameter(
    "win_length", default: Int?.none, unit: .samples, in: 1...65536,
    "How many samples in the middle of a frame the window covers; none is all.")
  static let padding = Parameter(
    "pad_mode", default: Padding.constant,
    "What stands before the first sample and after the last: zeros, the sample repeated, the signal mirrored, or a ramp."
  )

  static let declaration = StageDeclaration(
    id: "spectrum", revision: 2,
    doc: "Short-time Fourier transform to power, with centred frames.",
    source: "librosa 0.11.0, abs(librosa.stft)**2",
    inputs: [audio], outputs: [spectrum], parameters: [length, hop], advanced: [window, windowLength, padding])

  /// How many frames may hear the same sample: more tell nothing new, and would fill the memory.
  private static let mostFramesPerSample = 64

  private let length: Int
  private let hop: Int
  private let window: CosineWindow
  private let windowLength: Int?
  private let padding: Padding

  init(_ settings: Settings) throws(Failure) {
    length = settings[Self.length]
    hop = settings[Self.hop]
    window = settings[Self.window]
    windowLength = settings[Self.windowLength]
    padding = settings[Self.padding]
    guard length % 2 == 0 else {
      throw Failure("n_fft \(length) is odd", remedy: "centred frames need an even length, best a power of two")
    }
    guard hop <= length else {
      throw Failure(
        "hop \(hop) is longer than n_fft \(length)", remedy: "choose a shorter hop, or samples between frames are lost")
    }
    let shortest = length / Self.mostFramesPerSample
    guard hop >= shortest else {
      throw Failure(
        "hop \(hop) makes more than \(Self.mostFramesPerSample) frames of n_fft \(length) of each sample",
        remedy: "choose a hop of at least \(shortest), or a shorter n_fft")
    }
    if let windowLength, windowLength > length {
      throw Failure("win_length \(windowLength) is longer than n_fft \(length)", remedy: "choose a longer n_fft")
    }
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let audio = try inputs[Self.audio]
    try audio.require(.samples)
    var outputs = FrameFormats()
    outputs[Self.spectrum] = FrameFormat(
      quantity: .powerSpectrum, width: length / 2 + 1, rate: audio.sampleRate / Double(hop),
      sampleRate: audio.sampleRate, transformLength: length)
    return outputs
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    Processor(
      try PowerSpectrogram(length: length, hop: hop, window: window, windowLength: windowLength, padding: padding))
  }

  private final class Processor: FrameProcessor {
    private let spectrogram: PowerSpectrogram

    init(_ spectrogram: PowerSpectrogram) {
      self.spectrogram = spectrogram
    }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      spectrogram.append(try block[Spectrum.audio].values, to: &output.values)
    }

    func finish(into output: inout Rows) -> Artifacts {
      spectrogram.finish(to: &output.values)
      return Artifacts()
    }
  }
}
