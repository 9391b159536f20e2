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
