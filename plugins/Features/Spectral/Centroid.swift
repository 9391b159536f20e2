import Signal
import StageKit

/// A power spectrum to its mean frequency.
struct Centroid: FrameStage {
  static let spectrum = Input<Frames>("spectrum", "The power spectrum.")
  static let centroid = Output<Frames>(
    "centroid", "The mean frequency weighted by the magnitudes, in Hz; 0 for silence.")

  static let declaration = StageDeclaration(
    id: "centroid",
    doc: "Finds the mean frequency of a spectrum's magnitudes: how bright the sound is.",
    source: "librosa 0.11.0, librosa.feature.spectral_centroid",
    inputs: [spectrum], outputs: [centroid])

  init(_ settings: Settings) throws(Failure) {}

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs.giving(.centroid, width: 1, on: Self.centroid, for: Self.spectrum, of: .powerSpectrum)
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    let format = try inputs[Self.spectrum]
    let moments = SpectralMoments(sampleRate: format.sampleRate, transformLength: format.transformLength)
    var magnitudes = Magnitudes(width: format.width)
    return RowByRow(of: Self.spectrum) { power, row in
      row[0] = magnitudes.of(power) { moments.centroid(of: $0) }
    }
  }
}
