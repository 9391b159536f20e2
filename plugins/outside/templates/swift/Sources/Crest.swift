import StageKit

/// Power in bands to how far the loudest one stands out: a stage to be changed into yours.
struct Crest: FrameStage {
  // What a pipeline may wire and set. `mystage describe mystage` shows what is declared here.
  static let mel = Input<Frames>("mel", "Power in bands.")
  static let crest = Output<Frames>(
    "mystage", "The largest power over the mean: 1 for silence, as many as there are bands for a pure tone.")
  static let floor = Parameter("floor", default: 1e-10, in: 1e-30...1, "The least power that counts.")

  static let declaration = StageDeclaration(
    id: "mystage",
    doc: "Finds how far the loudest band of each frame stands out.",
    source: "Peeters 2004, CUIDADO, spectral crest",
    inputs: [mel], outputs: [crest], parameters: [floor])

  private let floor: Float

  init(_ settings: Settings) throws(Failure) {
    floor = Float(settings[Self.floor])
  }

  /// Before any song is opened: what the rows will be. Here one number for each row that comes in.
  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let mel = try inputs[Self.mel]
    var outputs = FrameFormats()
    outputs[Self.crest] = FrameFormat(
      quantity: Quantity(rawValue: "crest"), width: 1, rate: mel.rate, sampleRate: mel.sampleRate)
    return outputs
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    CrestProcessor(floor: floor)
  }
}

/// The work on one song. What must be kept from block to block is a property of this class.
private final class CrestProcessor: FrameProcessor {
  private let floor: Float

  init(floor: Float) {
    self.floor = floor
  }

  /// Some rows have come. How many is up to songboard, and must not change the result.
  func process(_ block: FrameBlock, into output: inout Rows) throws {
    let mel = try block[Crest.mel]
    for first in stride(from: 0, to: mel.values.count, by: mel.width) {
      let powers = mel.values[first..<first + mel.width].map { max(Double($0), Double(floor)) }
      let largest = powers.max() ?? 0
      output.values.append(Float(largest * Double(mel.width) / powers.reduce(0, +)))
    }
  }
}
