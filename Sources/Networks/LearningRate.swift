import Glibc

/// The learning rate of each epoch.
public struct LearningRate: Sendable, Hashable {
  /// How the rate falls.
  public enum Schedule: Sendable, Hashable {
    /// It stays.
    case constant
    /// It is multiplied by a factor after each so many epochs.
    case step(epochs: Int, factor: Double)
    /// It falls by half a cosine to 0 at so many epochs.
    case cosine(epochs: Int)
  }

  /// The rate of the first epoch, above 0.
  public var initial: Double
  /// How it falls.
  public var schedule: Schedule

  /// A rate and how it falls.
  public init(_ initial: Double = 1e-3, schedule: Schedule = .constant) {
    (self.initial, self.schedule) = (initial, schedule)
  }

  /// The rate of an epoch, counted from 0.
  public func rate(ofEpoch epoch: Int) -> Double {
    switch schedule {
    case .constant: initial
    case .step(let epochs, let factor): initial * pow(factor, Double(epoch / max(1, epochs)))
    case .cosine(let epochs): initial * 0.5 * (1 + cos(Double.pi * min(1, Double(epoch) / Double(max(1, epochs)))))
    }
  }
}
