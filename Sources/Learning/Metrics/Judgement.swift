import StageKit

/// How well probabilities fit the labels of songs.
public struct Judgement: Sendable {
  private var score: FrameScore

  /// Nothing judged yet.
  public init(types: Int) {
    score = FrameScore(types: types)
  }

  /// Adds a song; frames whose type nobody knows are not judged.
  ///
  /// - Throws: ``Failure`` unless each frame has a label, and a probability for each of the types.
  public mutating func add(_ probabilities: TypeRows, labels: [Int?]) throws(Failure) {
    guard probabilities.count == labels.count, probabilities.types == score.types else {
      throw Failure(
        "probabilities of \(probabilities.count) frames and \(probabilities.types) types do not fit labels of "
          + "\(labels.count) frames and \(score.types) types",
        remedy: "give rows of the view that is judged, with the types of the labels")
    }
    score += FrameScore(
      reference: labels, output: probabilities.best, probabilities: probabilities, types: probabilities.types)
  }

  /// How many frames were judged.
  public var frames: Int { score.frames }
  /// The share of right frames, from 0 to 1; `nil` without frames.
  public var accuracy: Double? { score.accuracy }
  /// The mean probability of the most probable type, from 0 to 1; `nil` without frames.
  public var confidence: Double? { score.calibration.confidence }
  /// The share of wrong frames, from 0 to 1; 1 without frames.
  public var error: Double { 1 - (score.accuracy ?? 0) }
  /// The mean of -log p(true type), in nats; 0 without frames.
  public var negativeLogLikelihood: Double { score.negativeLogLikelihood ?? 0 }

  /// The judgement as a point of a curve over rounds; empty without frames.
  public func point(round: Int) -> LearningCurve.Point {
    LearningCurve.Point(
      step: round, validationError: score.accuracy.map { 1 - $0 }, validationNLL: score.negativeLogLikelihood)
  }
}
