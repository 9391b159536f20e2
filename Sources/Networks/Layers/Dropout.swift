import NetworkKernels
import StageKit

/// Inverted dropout: at a step of training, some outputs become 0 and the others grow, so that their expectation stays.
///
/// Each number's chance is a hash of the seed, the step, the layer, the song, the frame and the unit; it does not
/// depend on the batch around it.
struct Dropout {
  /// The part of the outputs that become 0, in [0, 1).
  let rate: Double
  let random: CounterRandom
  /// The number of the training step.
  let step: Int
  /// For each song of the batch, its number and the first frame that the batch has of it.
  let songs: [(number: Int, firstFrame: Int)]

  /// Applies it to a layer's outputs, or to the derivative by them, of shape (rows, `width`).
  func apply(
    to values: FloatBuffer, width: Int, layer: Int, _ layout: BatchLayout, kernels: NKKernels, team: ThreadTeam
  ) {
    let threshold = UInt32(rate * 0x1p32)
    let scale = Float(1 / (1 - rate))
    let parts = RowParts(rows: layout.times)
    team.run(parts.count) { part in
      for time in parts[part] {
        for place in 0..<layout.counts[time] {
          let song = songs[layout.order[place]]
          let key = random.bits(
            "dropout", UInt64(step), UInt64(layer), UInt64(song.number), UInt64(song.firstFrame + time))
          kernels.drop(values.pointer + (layout.offsets[time] + place) * width, width, key, threshold, scale)
        }
      }
    }
  }
}
