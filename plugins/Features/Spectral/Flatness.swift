import Glibc
import Signal
import StageKit

/// A power spectrum to how much it is like noise.
struct Flatness: FrameStage {
  /// How many numbers share a logarithm: the product of as many floats fits a `Double`.
  private static let numbersPerLogarithm = 8

  static let spectrum = Input<Frames>("spectrum", "The power spectrum.")
  static let flatness = Output<Frames>(
    "flatness", "The geometric mean over the arithmetic: 1 for white noise and silence.")

  static let floor = Parameter("amin", default: 1e-10, in: 1e-30...1, "The least number that counts.")
  static let power = Parameter("power", default: 2.0, in: 0.1...4, "The power that the magnitudes are raised to.")

  static let declaration = StageDeclaration(
    id: "flatness",
    doc: "Measures how much a spectrum is like noise, and not like a tone.",
    source: "librosa 0.11.0, librosa.feature.spectral_flatness",
    inputs: [spectrum], outputs: [flatness], advanced: [floor, power])

  private let floor: Float
  private let power: Double

  init(_ settings: Settings) throws(Failure) {
    floor = Float(settings[Self.floor])
    power = settings[Self.power]
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs.giving(.flatness, width: 1, on: Self.flatness, for: Self.spectrum, of: .powerSpectrum)
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    // The spectrum holds squared magnitudes.
    let exponent = Float(power / 2)
    return RowByRow(of: Self.spectrum) { [floor] power, row in
      row[0] =
        exponent == 1
        ? Self.flatness(of: power) { max(floor, $0) }
        : Self.flatness(of: power) { max(floor, pow($0, exponent)) }
    }
  }

  @inline(__always)
  private static func flatness(of power: UnsafeBufferPointer<Float>, _ value: (Float) -> Float) -> Float {
    var (logarithms, sum, product, factors) = (0.0, 0.0, 1.0, 0)
    for number in power {
      let value = Double(value(number))
      sum += value
      product *= value
      factors += 1
      if factors == numbersPerLogarithm {
        logarithms += log(product)
        (product, factors) = (1, 0)
      }
    }
    logarithms += log(product)
    let count = Double(power.count)
    return Float(exp(logarithms / count) / (sum / count))
  }
}
