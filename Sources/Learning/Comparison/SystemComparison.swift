/// Two systems of a report that are compared song by song.
public struct SystemComparison: Sendable, Hashable {
  /// The system whose numbers the other's are taken from.
  public let first: SystemResult
  /// The system it is held against.
  public let second: SystemResult

  /// A comparison of two systems that scored the same songs in the same order.
  public init(_ first: SystemResult, minus second: SystemResult) {
    self.first = first
    self.second = second
  }

  /// The differences of a metric in the songs for which both systems define it; `nil` if there is no such song.
  public func difference(in metric: Metric) -> PairedDifference? {
    PairedDifference(
      zip(first.songs, second.songs).compactMap { first, second in
        guard let number = metric.value(of: first), let other = metric.value(of: second) else { return nil }
        return number - other
      })
  }
}
