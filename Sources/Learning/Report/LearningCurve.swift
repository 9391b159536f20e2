/// How a network learned in one phase of training.
public struct LearningCurve: Sendable, Hashable, Codable {
  /// What was measured after an epoch.
  public struct Point: Sendable, Hashable, Codable {
    /// The epoch, from 1.
    public let epoch: Int
    /// The mean training loss.
    public let loss: Double
    /// The share of wrong validation frames, from 0 to 1.
    public let validationError: Double
    /// The mean of -log p(true type) of validation frames, in nats.
    public let validationNLL: Double

    /// What was measured after an epoch.
    public init(epoch: Int, loss: Double, validationError: Double, validationNLL: Double) {
      self.epoch = epoch
      self.loss = loss
      self.validationError = validationError
      self.validationNLL = validationNLL
    }
  }

  /// The network and phase, such as `RNN-DIL, round 2`.
  public let name: String
  /// By epoch.
  public let points: [Point]
  /// The epoch whose weights were kept; `nil` if none was.
  public let kept: Int?

  /// A phase of training.
  public init(name: String, points: [Point], kept: Int?) {
    self.name = name
    self.points = points
    self.kept = kept
  }
}
