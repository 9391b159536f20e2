/// How a network learned in one phase of training, or how it fared from round to round.
public struct LearningCurve: Sendable, Hashable, Codable {
  /// What a curve's steps are.
  public enum Axis: String, Sendable, Codable {
    /// Passes over the training songs.
    case epoch
    /// Rounds of interactive learning; round 0 is before the first.
    case round
  }

  /// What was measured after a step; what was not measured is `nil`.
  public struct Point: Sendable, Hashable, Codable {
    /// The epoch, from 1, or the round, from 0.
    public let step: Int
    /// The mean training loss.
    public let loss: Double?
    /// The share of wrong validation frames, from 0 to 1.
    public let validationError: Double?
    /// The mean of -log p(true type) of validation frames, in nats.
    public let validationNLL: Double?

    /// What was measured after a step.
    public init(step: Int, loss: Double? = nil, validationError: Double?, validationNLL: Double?) {
      self.step = step
      self.loss = loss
      self.validationError = validationError
      self.validationNLL = validationNLL
    }
  }

  /// The network and phase, such as `student, round 2`.
  public let name: String
  /// What the steps are.
  public let axis: Axis
  /// By step.
  public let points: [Point]
  /// The step with the best weights, which were taken; `nil` if none were.
  public let best: Int?

  /// A phase of training.
  public init(name: String, axis: Axis, points: [Point], best: Int?) {
    self.name = name
    self.axis = axis
    self.points = points
    self.best = best
  }

  /// The name of the curve that says which round of a loop was kept: its ``best``.
  public static let studentByRound = "student by round"

  /// The curve with the stage before its name, since two stages may have phases of the same name.
  public func named(after stage: String) -> LearningCurve {
    LearningCurve(name: "\(stage): \(name)", axis: axis, points: points, best: best)
  }
}
