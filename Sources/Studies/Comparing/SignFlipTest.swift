import StageKit

/// The test of paired differences by their signs: how often a mean as far from 0 comes about if each difference might as
/// well have had the other sign. It takes nothing for granted of how they are spread. Source: Fisher 1935; Pitman 1937.
enum SignFlipTest {
  /// Up to as many differences all signs are gone through; of more, signs are drawn.
  static let mostExact = 16
  private static let drawCount = 99_999

  /// The two-sided probability of a mean as far from 0 if no system were better; 1 of no differences.
  ///
  /// Exact up to 16 differences; of more, from 99,999 draws that are always the same.
  static func probability(_ differences: [Double]) -> Double {
    guard !differences.isEmpty else { return 1 }
    let observed = abs(differences.reduce(0, +))
    // Sums in another order differ in their last bits.
    let least = observed - 1e-12 * differences.reduce(0) { $0 + abs($1) }
    return differences.count <= mostExact
      ? exact(differences, least: least) : drawn(differences, least: least)
  }

  /// The least probability that so many differences can give: all of them agree, whatever their sizes.
  static func leastProbability(of count: Int) -> Double {
    guard count > 0 else { return 1 }
    return count <= mostExact ? 2 / Double(1 << count) : 1 / Double(drawCount + 1)
  }

  private static func exact(_ differences: [Double], least: Double) -> Double {
    let count = 1 << differences.count
    let hits = (0..<count).count { signs in abs(sum(differences) { signs >> $0 & 1 == 1 }) >= least }
    return Double(hits) / Double(count)
  }

  /// The draw that was observed counts as one, so that no probability is 0 (Phipson and Smyth 2010).
  private static func drawn(_ differences: [Double], least: Double) -> Double {
    let random = CounterRandom(seed: 1)
    let hits = (0..<drawCount).count { draw in
      var bits: UInt64 = 0
      return abs(
        sum(differences) { place in
          if place % 64 == 0 { bits = random.bits("signs", UInt64(draw), UInt64(place / 64)) }
          return bits >> UInt64(place % 64) & 1 == 1
        }) >= least
    }
    return Double(hits + 1) / Double(drawCount + 1)
  }

  private static func sum(_ differences: [Double], isFlipped: (Int) -> Bool) -> Double {
    var sum = 0.0
    for (place, difference) in differences.enumerated() { sum += isFlipped(place) ? -difference : difference }
    return sum
  }
}

/// Holm's correction of several tests for one another. Source: Holm 1979.
enum HolmCorrection {
  /// The probabilities so that all that lie below a level hold together at that level, in the same order.
  static func adjusted(_ probabilities: [Double]) -> [Double] {
    var adjusted = probabilities
    var most = 0.0
    let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    for (rank, place) in order.enumerated() {
      most = max(most, min(1, Double(probabilities.count - rank) * probabilities[place]))
      adjusted[place] = most
    }
    return adjusted
  }
}
