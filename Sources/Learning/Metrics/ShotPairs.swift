import Glibc

/// How often a shot of one type follows one of another.
public struct ShotPairs: Sendable, Hashable {
  /// How many types there are.
  public let types: Int
  /// Pairs of neighbouring shots, row-major: shape (type before, type).
  public private(set) var counts: [Int]

  /// Nothing counted yet.
  public init(types: Int) {
    self.types = types
    counts = [Int](repeating: 0, count: types * types)
  }

  /// Counts the neighbours in a song's shots.
  public init(_ shots: [Int], types: Int) {
    self.init(types: types)
    for (last, next) in zip(shots, shots.dropFirst()) { counts[last * types + next] += 1 }
  }

  /// How far another system's film language is from this one: the Jensen-Shannon divergence of the two distributions of
  /// pairs, in bits from 0 (the same) to 1 (nothing in common); `nil` if either has no pair. Source: Lin 1991.
  public func divergence(from other: ShotPairs) -> Double? {
    let (total, otherTotal) = (counts.reduce(0, +), other.counts.reduce(0, +))
    guard total > 0, otherTotal > 0 else { return nil }
    let divergence = zip(counts, other.counts).reduce(0.0) { sum, pair in
      let (p, q) = (Double(pair.0) / Double(total), Double(pair.1) / Double(otherTotal))
      let mean = (p + q) / 2
      return sum + (p > 0 ? p / 2 * log2(p / mean) : 0) + (q > 0 ? q / 2 * log2(q / mean) : 0)
    }
    return min(1, max(0, divergence))
  }

  /// Adds another song's counts, of as many types.
  public static func += (sum: inout ShotPairs, other: ShotPairs) {
    for index in sum.counts.indices { sum.counts[index] += other.counts[index] }
  }
}
