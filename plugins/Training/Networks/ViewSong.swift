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
  /// The type of each frame of the view; `nil` for a song without labels.
  let labels: [Int]?
  /// Whether each frame's type is known; `nil` if all are.
  var isKnown: [Bool]? = nil

  /// The song as a trainer takes it.
  ///
  /// - Parameters:
  ///   - scale: What makes the rows comparable.
  ///   - targets: Softened probabilities, one row for each frame, if it has any.
  func example(scale: FeatureScale, targets: Frames? = nil) -> TrainingSong {
    let types = labels.map { types in zip(types, isKnown ?? types.map { _ in true }).map { $1 ? $0 : nil } }
    return TrainingSong(
      frames: scale.normalised(rows), labels: types ?? [Int?](repeating: nil, count: rows.count), softTargets: targets)
  }
}
