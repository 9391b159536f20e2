/// How far a stage is with learning.
public struct LearningProgress: Sendable, Hashable, Codable {
  /// Which of several runs of learning it is, such as `round 2`; empty where there is one.
  public let phase: String
  /// The epoch that is done, from 1.
  public let epoch: Int
  /// The most epochs that the phase may have.
  public let epochs: Int
  /// The mean training loss of the epoch.
  public let loss: Double
  /// The share of validation frames that are wrong, from 0 to 1; `nil` without validation tracks.
  public let validationError: Double?
  /// Seconds until the phase has had all its epochs.
  public let secondsLeft: Double

  /// How far a stage is.
  public init(
    phase: String, epoch: Int, epochs: Int, loss: Double, validationError: Double?, secondsLeft: Double
  ) {
    self.phase = phase
    self.epoch = epoch
    self.epochs = epochs
    self.loss = loss
    self.validationError = validationError
    self.secondsLeft = secondsLeft
  }
}
