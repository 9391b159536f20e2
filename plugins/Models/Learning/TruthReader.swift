import Learning
import StageKit

/// The labels of songs, as the `labels` stage gives them, for the frames of any view.
struct TruthReader {
  /// The labelled type of each second: an input that all learning stages have.
  static let truth = Input<Frames>("truth", "The labelled type of each second.")
  /// The labelled shots: an input of the stages that learn from views of more than a second.
  static let edit = Input<Events>("edit", "The labelled shots in seconds.")

  /// The types, in the order of the columns.
  let types: [String]

  /// The types that a stream of labels is about.
  ///
  /// - Throws: ``StageFailure`` if its columns are no shot types.
  init(_ format: FrameFormat) throws(StageFailure) {
    try format.require(.shotTypes)
    types = format.columns
  }

  /// The type of each second.
  func seconds(of truth: Frames) throws -> [Int] {
    TypeRows(types: types.count, floats: try truth.values()).best
  }

  /// The type of each frame of a view.
  ///
  /// - Throws: ``StageFailure`` if a shot's label is none of the types.
  func frames(of edit: Events, view: MusicView, seconds: Int) throws(StageFailure) -> [Int] {
    var shots: [LabelledShot] = []
    for event in edit.events {
      guard let type = types.firstIndex(of: event.label) else {
        throw StageFailure("the label '\(event.label)' is none of \(types.joined(separator: ", "))")
      }
      shots.append(LabelledShot(start: event.start, end: event.end, type: type))
    }
    return try FrameLabels.labels(
      of: shots, frames: view.frames(inSeconds: seconds), seconds: Double(view.seconds))
  }
}
