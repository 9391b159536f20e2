import Glibc
import Signal
import StageKit

/// Mel power to mel-frequency cepstral coefficients.
struct Cepstrum: FrameStage {
  /// How the coefficients are scaled.
  enum Norm: String, Choice {
    /// So that the transform keeps lengths.
    case ortho
    /// Not at all.
    case none
  }

  static let mel = Input<Frames>("mel", "Power per mel band.")
  static let mfcc = Output<Frames>("mfcc", "Coefficients of the bands' decibels, from the mean on to finer shapes.")

  static let count = Parameter("n_mfcc", default: 20, in: 1...1024, "How many coefficients; at most as many as bands.")
  static let kind = Parameter("dct_type", default: CosineTransform.Kind.ii, "Which discrete cosine transform.")
  static let norm = Parameter("norm", default: Norm.ortho, "How the coefficients are scaled.")
  static let lifter = Parameter(
    "lifter", default: 0.0, in: 0...10_000,
    "The half period of the sine that raises higher coefficients; 0 raises none.")
  static let range = Parameter(
    "top_db", default: Double?.some(80), unit: .decibels, in: 0...400,
    "How far below the track's maximum decibels are clipped; none clips at -100 dB only.")

  static let declaration = StageDeclaration(
    id: "mfcc",
    doc: "Compresses mel bands to mel-frequency cepstral coefficients, by a cosine transform of their decibels.",
    source: "librosa 0.11.0, librosa.feature.mfcc(S=librosa.power_to_db(mel))",
    inputs: [mel], outputs: [mfcc], parameters: [count], advanced: [kind, norm, lifter, range])

  private let count: Int
  private let kind: CosineTransform.Kind
  private let norm: Norm
  private let lifter: Double
  private let range: Double?

  init(_ settings: Settings) throws(Failure) {
    count = settings[Self.count]
    kind = settings[Self.kind]
    norm = settings[Self.norm]
    lifter = settings[Self.lifter]
    range = settings[Self.range]
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let bands = try inputs[Self.mel].width
    guard count <= bands else {
      throw Failure("\(bands) bands have no \(count) coefficients", remedy: "lower n_mfcc, or use more bands")
    }
    guard bands > 1 else { throw Failure("one band has no shape", remedy: "use more bands") }
    return try inputs.giving(.cepstrum, width: count, on: Self.mfcc, for: Self.mel, of: .melPower)
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    let bands = try inputs[Self.mel].width
    let transform = CosineTransform(kind, from: bands, to: count, isOrthonormal: norm == .ortho)
    let gains = (1...count).map { lifter > 0 ? Float(1 + lifter / 2 * sin(.pi * Double($0) / lifter)) : 1 }
    return Processor(transform, gains: gains, range: range)
  }

  private final class Processor: FrameProcessor {
    private let transform: CosineTransform
    private let gains: [Float]
    private let range: Double?
    private var maximum: Float = 0
    private var decibels: [Float]

    init(_ transform: CosineTransform, gains: [Float], range: Double?) {
      self.transform = transform
      self.gains = gains
      self.range = range
      decibels = [Float](repeating: 0, count: transform.inputCount)
    }

    var surveysFirst: Bool { range != nil }

    func survey(_ block: FrameBlock) throws {
      maximum = max(maximum, try block[Cepstrum.mel].values.max() ?? 0)
    }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      let floor = range.map { Decibels.floor(underMaximum: maximum, range: $0) } ?? Decibels.leastPower
      output.append(eachRowOf: try block[Cepstrum.mel]) { power, row in
        for band in decibels.indices { decibels[band] = Decibels.power(power[band], floor: floor) }
        decibels.withUnsafeBufferPointer { transform.apply(to: $0, into: row) }
        for index in row.indices { row[index] *= gains[index] }
      }
    }
  }
}
