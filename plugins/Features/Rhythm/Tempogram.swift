import Signal
import StageKit

/// Onset strength to how much it repeats at each lag.
struct Tempogram: FrameStage {
  static let onset = Input<Frames>("onset", "Onset strength.")
  static let tempogram = Output<Frames>(
    "tempogram", "How much the strength around a frame repeats after as many frames as the column's number.")

  static let length = Parameter(
    "win_length", default: 384, unit: .frames, in: 2...8192, "How many frames around each are looked at.")
  static let window = Parameter("window", default: CosineWindow.hann, "What these frames are weighted with, periodic.")
  static let norm = Parameter(
    "norm", default: RowNorm.maximum,
    "What a row is divided by: its maximum (inf), its sum (1), the root of its squares (2), or nothing.")

  static let declaration = StageDeclaration(
    id: "tempogram",
    doc: "Correlates onset strength with itself around each frame: a column per lag, so tempi show as high columns.",
    source: "librosa 0.11.0, librosa.feature.tempogram",
    inputs: [onset], outputs: [tempogram], parameters: [length], advanced: [window, norm])

  private let length: Int
  private let window: CosineWindow
  private let norm: RowNorm

  init(_ settings: Settings) throws(Failure) {
    length = settings[Self.length]
    window = settings[Self.window]
    norm = settings[Self.norm]
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    try inputs.giving(.tempogram, width: length, on: Self.tempogram, for: Self.onset, of: .onsetStrength)
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    Processor(try Autocorrelation(count: length), window: window.values(length: length), norm: norm)
  }

  private final class Processor: FrameProcessor {
    private let correlation: Autocorrelation
    private let window: [Float]
    private let norm: RowNorm
    private var framer: Framer
    private var weighted: [Float]
    /// How many rows came in, and how many went out: the last go out at the end.
    private var (taken, given) = (0, 0)

    init(_ correlation: Autocorrelation, window: [Float], norm: RowNorm) {
      self.correlation = correlation
      self.window = window
      self.norm = norm
      framer = Framer(length: window.count, hop: 1, padding: .ramp)
      weighted = [Float](repeating: 0, count: window.count)
    }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      let onset = try block[Tempogram.onset]
      taken += onset.count
      framer.append(onset.values)
      appendReadyFrames(to: &output)
    }

    func finish(into output: inout Rows) -> Artifacts {
      framer.finish()
      appendReadyFrames(to: &output)
      return Artifacts()
    }

    private func appendReadyFrames(to output: inout Rows) {
      let width = window.count
      var first = output.values.count
      output.values.append(contentsOf: repeatElement(0, count: min(framer.readyCount, taken - given) * width))
      output.values.withUnsafeMutableBufferPointer { values in
        framer.forEachFrame { frame in
          // The padding has room for a frame after the last row.
          guard given < taken else { return }
          given += 1
          for index in 0..<width { weighted[index] = frame[index] * window[index] }
          let row = UnsafeMutableBufferPointer(rebasing: values[first..<first + width])
          weighted.withUnsafeBufferPointer { correlation.apply(to: $0, into: row) }
          norm.apply(to: row)
          first += width
        }
      }
    }
  }
}
