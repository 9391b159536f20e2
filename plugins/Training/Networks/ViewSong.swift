import Learning
import Networks
import StageKit

/// A song as a network of one view meets it.
struct ViewSong: Sendable {
  /// The song.
  let track: TrackInfo
  /// The length in started seconds.
  let seconds: Int
  /// The rows of the view, row-major: shape (frames, width).
  let rows: [Float]
  /// The type of each frame of the view; `nil` for a song without labels.
  let labels: [Int]?

  /// The song as a trainer takes it.
  ///
  /// - Parameters:
  ///   - scale: What makes the rows comparable.
  ///   - targets: Softened probabilities, shape (frames, types), if it has any.
  func example(scale: FeatureScale, targets: [Float]? = nil) -> TrainingSong {
    let count = rows.count / max(1, scale.means.count)
    return TrainingSong(
      frames: scale.normalised(rows), labels: labels ?? [Int?](repeating: nil, count: count), softTargets: targets)
  }
}
