/// Two systems of a report that are compared seed by seed.
public struct SystemComparison: Sendable, Hashable {
  /// The metrics that comparisons are made in.
  public static let metrics: [Metric] = [.accuracy, .macroF1, .negativeLogLikelihood, .nearCutF1]

  /// The system whose numbers the other's are taken from.
  public let first: SystemResult
  /// The system it is held against.
  public let second: SystemResult

  /// A comparison of two systems with the same seeds.
  public init(_ first: SystemResult, minus second: SystemResult) {
    self.first = first
    self.second = second
  }

  /// The differences of a metric; `nil` unless both systems define it for every seed.
  public func difference(in metric: Metric) -> PairedDifference? {
    let values = [first, second].map { system in system.scores.compactMap { metric.value(of: $0) } }
    guard values[0].count == first.scores.count, values[1].count == second.scores.count else { return nil }
    return try? PairedDifference(values[0], minus: values[1])
  }
}
