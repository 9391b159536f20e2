import Glibc

/// The learning rate of each epoch.
public struct LearningRate: Sendable, Hashable {
  /// How the rate falls.
  public enum Schedule: String, Sendable, Hashable, CaseIterable {
    /// It stays.
    case constant
    /// It falls by half a cosine, to 0 after the last epoch: PyTorch's `CosineAnnealingLR`.
    case cosine
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
  ///
  /// - Parameter count: How many epochs there are at most, at least 1.
  public func rate(ofEpoch epoch: Int, of count: Int) -> Double {
    switch schedule {
    case .constant: initial
    case .cosine: initial * 0.5 * (1 + cos(Double.pi * min(1, Double(epoch) / Double(max(1, count)))))
    }
  }
}
