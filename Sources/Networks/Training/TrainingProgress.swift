/// The small part of a training's state: how far it is, and how it went.
public struct TrainingProgress: Sendable, Hashable, Codable {
  /// Steps done, one per batch.
  public internal(set) var step = 0
  /// The epochs done, in order.
  public internal(set) var epochs: [EpochReport] = []

  /// The best epoch so far.
  public var best: EpochReport? { epochs.last(where: \.isBest) }

  /// Epochs since the best.
  public var epochsSinceBest: Int { epochs.count - (best?.epoch ?? 0) }
}
