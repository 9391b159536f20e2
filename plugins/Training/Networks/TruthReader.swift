import Learning
import StageKit

/// The labels that stages learn from.
enum TruthReader {
  /// An input that all learning stages have. A finished model needs none.
  static let truth = OptionalInput<ShotLabels>("truth", "The labelled shots, to learn from.")

  /// The types of what is wired to the input.
  ///
  /// - Throws: ``Failure`` if nothing is.
  static func types(of format: FrameFormat?) throws(Failure) -> [String] {
    guard let format else { throw nothing }
    return format.columns
  }

  /// The labels of a song.
  ///
  /// - Throws: ``Failure`` if there are none.
  static func labels(in inputs: Artifacts) throws(Failure) -> ShotLabels {
    guard let labels = inputs[truth] else { throw nothing }
    return labels
  }

  private static let nothing = Failure(
    "has no labels to learn from",
    remedy: "add a stage `truth: {use: labels}` and `source.labels`, or name a finished model with `model`")
}
