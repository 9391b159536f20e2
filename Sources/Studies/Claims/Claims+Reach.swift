import Learning
import StageKit

/// What claims can come to at best, before anything is run.
extension Claims {
  /// How many differences a study can pair.
  public struct Pairs: Sendable {
    private let counts: [PairedTest.Unit: Int]

    /// - Parameters:
    ///   - seeds: How many trainings of a row there are.
    ///   - songs: How many songs are scored; `nil` if that is not known yet.
    public init(seeds: Int, songs: Int?) {
      counts = [.seeds: seeds, .songs: songs].compactMapValues(\.self)
    }

    subscript(unit: PairedTest.Unit) -> Int? { counts[unit] }
  }

  /// With more pairs than this, no claim is held back by their number.
  private static let mostNeeded = 1_000_000

  /// The claims that cannot hold, however the runs come out, since there are too few pairs: a sentence for each, with how
  /// many it takes.
  ///
  /// Holm's correction is among all answers: a claim that is of several arms has several.
  ///
  /// - Parameter rows: Those of the reports, with their arms.
  public func outOfReach(with pairs: Pairs, rows: [PlannedRow]) -> [String] {
    let family = claims.indices.flatMap { place in
      let isJudged = claims[place].judge == .probability
      return Array(repeating: place, count: isJudged ? answerCount(of: claims[place], among: rows) : 0)
    }
    let best = bestProbabilities(of: family, with: pairs)
    let enough = Dictionary(uniqueKeysWithValues: PairedTest.Unit.allCases.map { ($0, needed($0, of: family, pairs)) })
    return claims.enumerated().compactMap { place, claim in
      guard let count = pairs[claim.unit] else { return nil }
      let unit = claim.unit.rawValue
      let there = "there \(count == 1 ? "is 1" : "are \(count)")"
      switch claim.judge {
      case .mean: return nil
      case .count(let wanted):
        return wanted <= count ? nil : "\(claim.text): cannot hold, since \(there); it takes \(wanted) \(unit)"
      case .probability:
        guard let probability = best[place], probability > alpha else { return nil }
        let needed = enough[claim.unit]?.map { "; it takes \($0) \(unit) or more" } ?? ""
        return "\(claim.text): cannot hold, since \(there), which give no p below \(probability.shortest) after Holm's "
          + "correction, and alpha is \(alpha)\(needed)"
      }
    }
  }

  /// By claim: the least probability after Holm's correction that it can have.
  ///
  /// Holm's correction raises no probability where another falls, so the least of all together is the least of each.
  ///
  /// - Parameters:
  ///   - family: The claims that are judged by their probability, each as often as it is answered.
  ///   - more: By unit, how many pairs there are at least.
  private func bestProbabilities(
    of family: [Int], with pairs: Pairs, atLeast more: [PairedTest.Unit: Int] = [:]
  ) -> [Int: Double] {
    let least = family.map { place in
      // Songs that are not counted yet may be as many as they like.
      let count = pairs[claims[place].unit].map { max($0, more[claims[place].unit] ?? 0) } ?? Self.mostNeeded
      return SignFlipTest.leastProbability(of: count)
    }
    // All answers of a claim have one.
    return Dictionary(zip(family, HolmCorrection.adjusted(least))) { first, _ in first }
  }

  /// With how many pairs of a unit the claims over it can hold; `nil` if with none, as of too many claims.
  private func needed(_ unit: PairedTest.Unit, of family: [Int], _ pairs: Pairs) -> Int? {
    guard let place = family.first(where: { claims[$0].unit == unit }) else { return nil }
    // Beyond the last of these, the least probability stays.
    return (1...SignFlipTest.mostExact + 1).first { count in
      // What the other unit lacks is told of its own claims.
      let others = Dictionary(uniqueKeysWithValues: PairedTest.Unit.allCases.map { ($0, Self.mostNeeded) })
      let best = bestProbabilities(of: family, with: pairs, atLeast: others.merging([unit: count]) { $1 })
      return best[place].map { $0 <= alpha } ?? false
    }
  }
}

extension Double {
  /// With three digits that say something.
  fileprivate var shortest: String {
    let scale = [1.0, 10, 100, 1000, 10_000, 100_000].first { self * $0 >= 100 } ?? 1_000_000
    return "\((self * scale).rounded() / scale)"
  }
}
