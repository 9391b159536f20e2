import StageKit

/// All that a training goes on from: kept after each epoch, it gives the same bytes as training without a break.
public struct TrainingState: Sendable, Hashable {
  /// The network as it is now.
  public internal(set) var network: RecurrentNetwork
  /// The network after the best epoch; the first one before there is any.
  public internal(set) var best: RecurrentNetwork
  /// How far it is, and how it went.
  public internal(set) var progress = TrainingProgress()
  /// The optimiser's running means, by its names, each as long as the parameters.
  var moments: [[Float]]

  /// A training's start: the optimiser begins afresh.
  init(network: RecurrentNetwork, optimizer: Optimizer) {
    self.network = network
    best = network
    moments = optimizer.moments.map { _ in [Float](repeating: 0, count: network.parameters.count) }
  }

  /// The state as named arrays: the parameters, those of the best epoch after `best.`, and the optimiser's after
  /// `squares.` and `means.`.
  public func tensors(optimizer: Optimizer) -> [Tensor] {
    let kept = zip(optimizer.moments, moments).flatMap { name, values in
      network.shape.tensors(values, prefix: "\(name).")
    }
    return network.tensors + network.shape.tensors(best.parameters, prefix: "best.") + kept
  }

  /// A state that was kept.
  ///
  /// - Parameters:
  ///   - shape: The network's sizes.
  ///   - optimizer: The optimiser of the training.
  ///   - tensors: What ``tensors(optimizer:)`` gave.
  ///   - progress: The progress at that time.
  /// - Throws: ``Failure`` if an array is missing or of another shape.
  public init(shape: NetworkShape, optimizer: Optimizer, tensors: [Tensor], progress: TrainingProgress) throws {
    func part(_ prefix: String) throws -> RecurrentNetwork {
      let names = Set(shape.parameters.map { prefix + $0.name })
      let part = tensors.filter { names.contains($0.name) }.map {
        Tensor(name: String($0.name.dropFirst(prefix.count)), shape: $0.shape, values: $0.values)
      }
      return try RecurrentNetwork(shape: shape, tensors: part)
    }
    network = try part("")
    best = try part("best.")
    moments = try optimizer.moments.map { try part("\($0).").parameters }
    self.progress = progress
  }
}

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

/// What came of one epoch.
public struct EpochReport: Sendable, Hashable, Codable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// The mean loss of its batches.
  public let loss: Double
  /// The validation songs' frame error in [0, 1]; `nil` without labelled frames to validate on.
  public let validationError: Double?
  /// The validation songs' mean negative log-likelihood, natural logarithm; `nil` as above.
  public let validationNLL: Double?
  /// Whether it is the best so far.
  public let isBest: Bool
}
