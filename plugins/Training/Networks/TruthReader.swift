import Learning
import Shots
import StageKit

/// The labels of songs, as the `labels` stage gives them, for the frames of any view.
struct TruthReader {
  /// The labelled type of each second: an input that all learning stages have. A finished model needs none.
  static let truth = OptionalInput<Frames>("truth", "The labelled type of each second, to learn from.")
  /// The labelled shots, which tell the labels of frames of any view.
  static let edit = OptionalInput<Events>("edit", "The labelled shots in seconds, to learn from.")

  /// The words that the labels are in.
  let vocabulary: Vocabulary
  /// The types, in the order of the columns.
  var types: [String] { vocabulary.types }

  /// A reader of a stream of labels.
  ///
  /// - Throws: ``Failure`` if its columns are no shot types.
  init(_ format: FrameFormat?) throws(Failure) {
    guard let format else {
      throw Failure(
        "has no labels to learn from",
        remedy: "add a stage `truth: {use: labels}` and `source.labels`, or name a finished model with `model`")
    }
    vocabulary = try Vocabulary(of: format)
  }

  /// The type of each second.
  func seconds(of truth: Frames) throws -> [Int] {
    try TypeRows(truth).best
  }

  /// The type of each frame of a view.
  ///
  /// - Throws: ``Failure`` if there are no labels, or one is none of the types.
  func frames(of edit: Events?, view: MusicView, seconds: Int) throws(Failure) -> [Int] {
    guard let edit else { throw Failure("has no labels", remedy: "list it under `source.unlabelled`") }
    var shots: [LabelledShot] = []
    for event in edit.events {
      guard let type = types.firstIndex(of: event.label) else {
        throw Failure("the label '\(event.label)' is none of \(types.joined(separator: ", "))")
      }
      shots.append(LabelledShot(start: event.start, end: event.end, type: type))
    }
    return try FrameLabels.labels(
      of: shots, frames: view.frames(inSeconds: seconds), seconds: Double(view.seconds))
  }
}
