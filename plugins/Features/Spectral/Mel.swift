import Signal
import StageKit

/// A power spectrum to mel bands.
struct Mel: FrameStage {
  /// How the bands are scaled.
  enum Norm: String, Choice {
    /// Each triangle has the same area.
    case slaney
    /// Each triangle has a peak of 1.
    case none
  }

  static let spectrum = Input<Frames>("spectrum", "The power spectrum.")
  static let mel = Output<Frames>("mel", "Power per mel band, from low to high; or magnitude.")

  static let bands = Parameter("bands", elsewhere: ["n_mels"], default: 128, in: 1...1024, "How many bands.")
  static let lowest = Parameter(
    "fmin", default: 0.0, unit: .hertz, in: 0...192_000, "Where the first band begins.")
  static let highest = Parameter(
    "fmax", default: Double?.none, unit: .hertz, in: 1...192_000,
    "Where the last band ends; none is half the sample rate.")
  static let htk = Parameter("htk", default: false, "Whether the scale is HTK's, not Slaney's.")
  static let norm = Parameter("norm", default: Norm.slaney, "How the bands are scaled: equal areas, or peaks of 1.")

  static let power = Parameter(
    "power", default: 2, in: 1...2, "What is summed: 2 for the spectrum's power, 1 for its magnitude.")

  static let declaration = StageDeclaration(
    id: "mel",
    doc: "Sums a power spectrum into triangular bands at equal distances on a mel scale.",
    source: "librosa 0.11.0, librosa.feature.melspectrogram",
    inputs: [spectrum], outputs: [mel], parameters: [bands, lowest, highest], advanced: [htk, norm, power])

  private let bands: Int
  private let lowest: Double
  private let highest: Double?
  private let scale: MelScale
  private let norm: Norm
  private let sumsPower: Bool

  init(_ settings: Settings) throws(Failure) {
    bands = settings[Self.bands]
    lowest = settings[Self.lowest]
    highest = settings[Self.highest]
    scale = settings[Self.htk] ? .htk : .slaney
    norm = settings[Self.norm]
    sumsPower = settings[Self.power] == 2
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let format = try inputs[Self.spectrum]
    try format.require(.powerSpectrum)
    let filters = try filterbank(for: format)
    if let empty = filters.emptyBands.first {
      throw Failure(
        "band \(empty + 1) of \(bands) is narrower than a bin of the spectrum and would always be 0",
        remedy: "use fewer bands, a longer n_fft or a wider range")
    }
    return try inputs.giving(
      sumsPower ? .melPower : .melMagnitude, width: bands, on: Self.mel, for: Self.spectrum, of: .powerSpectrum,
      frequencies: filters.frequencies)
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    let filters = try filterbank(for: inputs[Self.spectrum])
    if sumsPower { return RowByRow(of: Self.spectrum, filters.apply) }
    var magnitudes = Magnitudes(width: filters.inputWidth)
    return RowByRow(of: Self.spectrum) { power, row in
      magnitudes.of(power) { filters.apply(to: $0, into: row) }
    }
  }

  private func filterbank(for format: FrameFormat) throws(Failure) -> MelFilterbank {
    let half = format.sampleRate / 2
    let highest = highest ?? half
    guard highest <= half else {
      throw Failure(
        "fmax \(highest.text) Hz is above half the sample rate", remedy: "allowed: up to \(half.text) Hz, or none")
    }
    guard lowest < highest else {
      throw Failure("fmin \(lowest.text) Hz is not below fmax \(highest.text) Hz")
    }
    return MelFilterbank(
      bands: bands, in: lowest...highest, scale: scale, sampleRate: format.sampleRate,
      transformLength: format.transformLength, areaNormalised: norm == .slaney)
  }
}
