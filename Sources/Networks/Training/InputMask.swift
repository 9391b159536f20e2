import StageKit

/// What a network does not hear at a step of training: some columns of a song, and some blocks of its time. What is hidden
/// has the mean of all frames, which is 0.
///
/// Source: Park et al. 2019 (SpecAugment), with a share in place of a number of masks. A number's chance is a hash of the
/// seed, the step, the song and its column or block; it does not depend on the batch around it.
public struct InputMask: Sendable, Hashable {
  /// The share of columns that are hidden, in [0, 1), for a song's whole time.
  public var columns: Double
  /// The share of blocks of frames that are hidden, in [0, 1), with all their columns.
  public var time: Double
  /// Frames of a block, at least 1.
  public var block: Int

  /// A mask of columns and of blocks.
  public init(columns: Double = 0, time: Double = 0, block: Int = 1) {
    (self.columns, self.time, self.block) = (columns, time, max(1, block))
  }

  /// Hides what chance tells of a batch's input, of shape (rows, `width`).
  func apply(
    to input: FloatBuffer, width: Int, _ layout: BatchLayout, _ pieces: [SongPiece], random: CounterRandom, step: Int
  ) {
    for (place, position) in layout.order.enumerated() {
      let piece = pieces[position]
      func isHidden(_ share: Double, _ what: String, _ number: Int) -> Bool {
        share > 0 && random.uniform(what, UInt64(step), UInt64(piece.song), UInt64(number)) < share
      }
      let hidden = (0..<width).filter { isHidden(columns, "mask column", $0) }
      for time in 0..<piece.count {
        let row = input.pointer + layout.row(of: place, at: time) * width
        if isHidden(self.time, "mask block", (piece.start + time) / block) {
          row.update(repeating: 0, count: width)
        } else {
          for column in hidden { row[column] = 0 }
        }
      }
    }
  }
}
