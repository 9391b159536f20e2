import StageKit

/// One system against another with the same seeds: the differences seed by seed.
public struct PairedDifference: Sendable, Hashable {
  /// The differences' mean, deviation and standard error.
  public let summary: SeedSummary
  /// Seeds in which the first system's number is higher.
  public let higher: Int
  /// Seeds in which it is lower.
  public let lower: Int
  /// Seeds in which both are the same.
  public let equal: Int

  /// The first system's numbers minus the second's.
  ///
  /// - Throws: ``StageFailure`` if there are no seeds, or the systems do not have the same number of them.
  public init(_ first: [Double], minus second: [Double]) throws(StageFailure) {
    let differences = zip(first, second).map { $0 - $1 }
    guard first.count == second.count, let summary = SeedSummary(differences) else {
      throw StageFailure("\(first.count) seeds cannot be compared with \(second.count)")
    }
    self.summary = summary
    higher = differences.count { $0 > 0 }
    lower = differences.count { $0 < 0 }
    equal = differences.count { $0 == 0 }
  }
}
