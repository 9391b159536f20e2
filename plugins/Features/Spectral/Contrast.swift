import Signal
import StageKit

/// A power spectrum to the heights of its peaks over its valleys.
struct Contrast: FrameStage {
  static let spectrum = Input<Frames>("spectrum", "The power spectrum.")
  static let contrast = Output<Frames>(
    "contrast", "Peak over valley below fmin and per octave above it, in dB; their difference if linear.")

  static let lowest = Parameter(
    "fmin", default: 200.0, unit: .hertz, in: 1...192_000, "Where the first octave begins.")
  static let octaves = Parameter("n_bands", default: 6, in: 1...16, "How many octaves.")
  static let quantile = Parameter(
    "quantile", default: 0.02, in: 0.0001...0.9999, "The part of an octave's bins that is its peak, and its valley.")
  static let linear = Parameter(
    "linear", default: false, "Whether magnitudes are subtracted, not decibels within 80 dB of the track's maximum.")

  static let declaration = StageDeclaration(
    id: "contrast",
    doc: "Measures how far a spectrum's peaks stand out from its valleys, per octave.",
    source: "librosa 0.11.0, librosa.feature.spectral_contrast",
    inputs: [spectrum], outputs: [contrast], parameters: [lowest, octaves], advanced: [quantile, linear])

  private let lowest: Double
  private let octaves: Int
  private let quantile: Double
  private let linear: Bool

  init(_ settings: Settings) throws(Failure) {
    lowest = settings[Self.lowest]
    octaves = settings[Self.octaves]
    quantile = settings[Self.quantile]
    linear = settings[Self.linear]
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let outputs = try inputs.giving(
      .contrast, width: octaves + 1, on: Self.contrast, for: Self.spectrum, of: .powerSpectrum)
    _ = try bands(for: inputs[Self.spectrum])
    return outputs
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    let format = try inputs[Self.spectrum]
    return Processor(try bands(for: format), width: format.width, linear: linear)
  }

  private func bands(for format: FrameFormat) throws(Failure) -> SpectralContrast {
    do throws(SignalFailure) {
      return try SpectralContrast(
        octaves: octaves, lowest: lowest, quantile: quantile, sampleRate: format.sampleRate,
        transformLength: format.transformLength)
    } catch {
      throw Failure(error.description, remedy: "use fewer n_bands, another fmin or a longer n_fft")
    }
  }

  private final class Processor: FrameProcessor {
    private var bands: SpectralContrast
    private var magnitudes: Magnitudes
    private let linear: Bool
    /// The highest peak and the highest valley of the track: librosa clips each below its own.
    private var highest: (peak: Float, valley: Float) = (0, 0)

    init(_ bands: SpectralContrast, width: Int, linear: Bool) {
      self.bands = bands
      self.linear = linear
      magnitudes = Magnitudes(width: width)
    }

    var surveysFirst: Bool { !linear }

    func survey(_ block: FrameBlock) throws {
      try block[Contrast.spectrum].forEachRow { power in
        magnitudes.of(power) { row in
          bands.measure(row) { _, peak, valley in
            highest = (max(highest.peak, peak), max(highest.valley, valley))
          }
        }
      }
    }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      let floors = (
        peak: Decibels.floor(underMaximum: highest.peak), valley: Decibels.floor(underMaximum: highest.valley)
      )
      output.append(eachRowOf: try block[Contrast.spectrum]) { power, row in
        magnitudes.of(power) { magnitudes in
          bands.measure(magnitudes) { band, peak, valley in
            row[band] =
              linear
              ? peak - valley
              : Decibels.power(peak, floor: floors.peak) - Decibels.power(valley, floor: floors.valley)
          }
        }
      }
    }
  }
}
