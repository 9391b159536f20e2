import Signal
import StageKit

/// Centred frames of samples, each of which gives one number.
struct SampleFrames {
  let length: Int
  let hop: Int
  let padding: Padding

  /// - Throws: ``Failure`` if samples would lie between frames.
  init(length: Int, hop: Int, padding: Padding) throws(Failure) {
    guard hop <= length else {
      throw Failure(
        "hop \(hop) is longer than frame_length \(length)",
        remedy: "choose a shorter hop, or samples between frames are lost")
    }
    self.length = length
    self.hop = hop
    self.padding = padding
  }

  /// The format of a number per frame.
  func format(_ quantity: Quantity, of audio: FrameFormat) throws(Failure) -> FrameFormat {
    try audio.require(.samples)
    return FrameFormat(
      quantity: quantity, width: 1, rate: audio.sampleRate / Double(hop), sampleRate: audio.sampleRate)
  }

  /// A worker that measures each frame.
  func processor(
    of audio: Input<Samples>, _ measure: @escaping (UnsafeBufferPointer<Float>) -> Float
  ) -> any FrameProcessor {
    Processor(Framer(length: length, hop: hop, padding: padding), audio: audio, measure)
  }

  private final class Processor: FrameProcessor {
    private var framer: Framer
    private let audio: Input<Samples>
    private let measure: (UnsafeBufferPointer<Float>) -> Float

    init(_ framer: Framer, audio: Input<Samples>, _ measure: @escaping (UnsafeBufferPointer<Float>) -> Float) {
      self.framer = framer
      self.audio = audio
      self.measure = measure
    }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      framer.append(try block[audio].values)
      framer.forEachFrame { output.values.append(measure($0)) }
    }

    func finish(into output: inout Rows) -> Artifacts {
      framer.finish()
      framer.forEachFrame { output.values.append(measure($0)) }
      return Artifacts()
    }
  }
}
