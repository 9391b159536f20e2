import Learning
import Networks
import StageKit

/// A song as a network of one view meets it.
struct ViewSong: Sendable {
  /// The song.
  let track: TrackInfo
  /// The length in started seconds.
  let seconds: Int
  /// The rows of the view, where they are kept: one for each frame.
  let rows: Frames
  /// The type of each frame of the view, of those that are known; `nil` for a song without labels.
  let labels: [Int?]?
  /// How much each frame's label counts; `nil` where all count as much.
  var weights: [Float]? = nil

  /// The song as a trainer takes it.
  ///
  /// - Parameters:
  ///   - scale: What makes the rows comparable.
  ///   - targets: Softened probabilities, one row for each frame, if it has any.
  func example(scale: FeatureScale, targets: Frames? = nil) -> TrainingSong {
    TrainingSong(
      frames: scale.normalised(rows), labels: labels ?? [Int?](repeating: nil, count: rows.count), weights: weights,
      softTargets: targets)
  }
}
