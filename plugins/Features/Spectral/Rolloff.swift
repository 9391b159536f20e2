import Signal
import StageKit

/// A power spectrum to the frequency below which most of it lies.
struct Rolloff: FrameStage {
  static let spectrum = Input<Frames>("spectrum", "The power spectrum.")
  static let rolloff = Output<Frames>(
    "rolloff", "The frequency up to which the magnitudes sum to the wanted part, in Hz.")

  static let share = Parameter(
    "roll_percent", default: 0.85, unit: .share, in: 0.001...0.999, "The part of the magnitudes' sum.")

  static let declaration = StageDeclaration(
    id: "rolloff",
    doc: "Finds the frequency below which most of a spectrum's magnitudes lie.",
    source: "librosa 0.11.0, librosa.feature.spectral_rolloff",
    inputs: [spectrum], outputs: [rolloff], parameters: [share])

  private let share: Double

  init(_ settings: Settings) throws(Failure) {
    share = settings[Self.share]
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs.giving(.rolloff, width: 1, on: Self.rolloff, for: Self.spectrum, of: .powerSpectrum)
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    let format = try inputs[Self.spectrum]
    let binWidth = format.sampleRate / Double(format.transformLength)
    var magnitudes = Magnitudes(width: format.width)
    return RowByRow(of: Self.spectrum) { [share = Float(share)] power, row in
      row[0] = magnitudes.of(power) { Float(Double(Self.bin(of: $0, share: share)) * binWidth) }
    }
  }

  /// The first bin up to which the magnitudes sum to a part of their sum.
  ///
  /// Added in order and in single precision as librosa does, since rounding may decide between two bins.
  private static func bin(of magnitudes: UnsafeBufferPointer<Float>, share: Float) -> Int {
    let threshold = share * magnitudes.reduce(0, +)
    var sum: Float = 0
    for (bin, magnitude) in magnitudes.enumerated() {
      sum += magnitude
      if sum >= threshold { return bin }
    }
    return 0
  }
}
