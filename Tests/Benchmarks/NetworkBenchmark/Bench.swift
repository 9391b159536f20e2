import Networks
import StageKit

/// Something that is measured.
protocol Bench {
  /// Does it so often.
  func run(_ count: Int) throws
}

/// Songs by chance.
func songs(_ count: Int, of work: Work) -> [TrainingSong] {
  let random = CounterRandom(seed: 1)
  return (0..<count).map { song in
    TrainingSong(
      frames: Frames(
        format: FrameFormat(quantity: .embeddings, width: work.shape.inputs, rate: 1, sampleRate: 0),
        values: (0..<work.frames * work.shape.inputs).map {
          Float(2 * random.uniform("frames", UInt64(song), UInt64($0)) - 1)
        }),
      labels: (0..<work.frames).map {
        Int(random.uniform("labels", UInt64(song), UInt64($0)) * Double(work.shape.outputs))
      })
  }
}
