import Networks
import StageKit

/// Songs by chance, for tests.
enum Songs {
  /// Songs of the given lengths with labels at most frames, and soft targets if asked for.
  static func make(_ lengths: [Int], shape: NetworkShape, soft: Bool = false, seed: UInt64 = 1) -> [TrainingSong] {
    let random = CounterRandom(seed: seed)
    return lengths.enumerated().map { song, length in
      func number(_ purpose: String, _ place: Int) -> Double { random.uniform(purpose, UInt64(song), UInt64(place)) }
      let targets = (0..<length).flatMap { frame in
        let weights = (0..<shape.outputs).map { 0.1 + number("target", frame * shape.outputs + $0) }
        return weights.map { Float($0 / weights.reduce(0, +)) }
      }
      return TrainingSong(
        values: (0..<length * shape.inputs).map { Float(2 * number("frame", $0) - 1) }, shape,
        labels: (0..<length).map {
          number("mask", $0) < 0.2 ? nil : Int(number("label", $0) * Double(shape.outputs))
        },
        softTargets: soft ? targets : nil)
    }
  }

  /// Songs whose classes are heard: the class is the loudest input, a frame ago.
  static func audible(_ count: Int, length: Int, shape: NetworkShape, seed: UInt64) throws -> [TrainingSong] {
    try make(Array(repeating: length, count: count), shape: shape, seed: seed).map { song in
      let values = try song.frames.values()
      let loudest = (0..<length).map { frame in
        let row = values[frame * shape.inputs..<frame * shape.inputs + shape.outputs]
        return row.indices.reduce(row.startIndex) { row[$1] > row[$0] ? $1 : $0 } - row.startIndex
      }
      return TrainingSong(frames: song.frames, labels: (0..<length).map { loudest[max(0, $0 - 1)] })
    }
  }
}

extension TrainingSong {
  /// A song whose rows stand in memory.
  init(values: [Float], _ shape: NetworkShape, labels: [Int?], softTargets: [Float]? = nil) {
    func rows(_ values: [Float], _ width: Int) -> Frames {
      Frames(format: FrameFormat(quantity: .embeddings, width: width, rate: 1, sampleRate: 0), values: values)
    }
    self.init(
      frames: rows(values, shape.inputs), labels: labels, softTargets: softTargets.map { rows($0, shape.outputs) })
  }
}
