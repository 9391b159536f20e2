import Signal
import StageKit

/// A power spectrum to its spread around the mean frequency.
struct Bandwidth: FrameStage {
  static let spectrum = Input<Frames>("spectrum", "The power spectrum.")
  static let bandwidth = Output<Frames>("bandwidth", "The spread of the magnitudes around their mean frequency, in Hz.")

  static let order = Parameter(
    "p", default: 2.0, in: 0.1...10, "The power that distances from the mean are raised to: 2 gives the deviation.")
  static let norm = Parameter("norm", default: true, "Whether the magnitudes count as parts of their sum.")

  static let declaration = StageDeclaration(
    id: "bandwidth",
    doc: "Measures how far a spectrum's magnitudes spread around their mean frequency.",
    source: "librosa 0.11.0, librosa.feature.spectral_bandwidth",
    inputs: [spectrum], outputs: [bandwidth], parameters: [order], advanced: [norm])

  private let order: Double
  private let norm: Bool

  init(_ settings: Settings) throws(Failure) {
    order = settings[Self.order]
    norm = settings[Self.norm]
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs.giving(.bandwidth, width: 1, on: Self.bandwidth, for: Self.spectrum, of: .powerSpectrum)
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    let format = try inputs[Self.spectrum]
    let moments = SpectralMoments(sampleRate: format.sampleRate, transformLength: format.transformLength)
    var magnitudes = Magnitudes(width: format.width)
    return RowByRow(of: Self.spectrum) { [order, norm] power, row in
      row[0] = magnitudes.of(power) { moments.bandwidth(of: $0, order: order, isNormalised: norm) }
    }
  }
}
