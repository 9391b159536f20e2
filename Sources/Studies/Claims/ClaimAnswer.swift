import Learning
import StageKit

/// A claim in one pair of rows, and what came of it.
struct ClaimAnswer: Sendable {
  let claim: Claim
  /// The rows by name.
  let first: String
  let second: String
  /// Whether the rows have the same numbers in all, so that the claim says nothing.
  let areSame: Bool
  /// The differences; `nil` if neither the rows nor the songs could be paired.
  let test: PairedTest?
  /// The probability of a mean so far beyond the margin by chance, two-sided; `nil` if it does not decide, or nothing is
  /// paired.
  var probability: Double? {
    guard claim.judge == .probability, let test else { return nil }
    return SignFlipTest.probability(test.differences.map { $0 - claim.border })
  }

  /// The probability after Holm's correction among all claims that are judged by theirs; `nil` for others.
  var corrected: Double?
  /// The pairs in which it came out as expected.
  var hits: Int { test?.differences.count { claim.holds(for: $0) } ?? 0 }

  /// Whether it holds; `nil` where nothing was measured.
  func holds(alpha: Double) -> Bool? {
    guard let test else { return nil }
    switch claim.judge {
    case .count(let count): return hits >= count
    case .mean: return claim.holds(for: test.difference.mean)
    case .probability: return claim.holds(for: test.difference.mean) && (corrected ?? 1) <= alpha
    }
  }
}

extension Claims {
  /// What came of each claim, in each arm that it is of.
  ///
  /// - Parameters:
  ///   - rows: The rows of the study.
  ///   - pairs: Rows of one run each: a claim that names no arm is of these.
  ///   - units: What can be paired.
  /// - Returns: A claim of rows that no run has is answered too: nothing was measured of it.
  func answers(rows: [StudyRow], pairs: Set<StudyComparison.Pair>, units: [PairedTest.Unit])
    -> [ClaimAnswer]
  {
    var answers: [ClaimAnswer] = []
    for claim in claims {
      let before = answers.count
      for first in rows.indices where claim.first.names(rows[first]) {
        for second in rows.indices where claim.second.names(rows[second]) && first != second {
          let areNamed = claim.first.variant != nil || claim.second.variant != nil
          guard areNamed || pairs.contains(StudyComparison.Pair(first: first, second: second)) else { continue }
          let test =
            units.contains(claim.unit)
            ? PairedTest(rows[first], minus: rows[second], metric: claim.metric, over: claim.unit) : nil
          answers.append(
            ClaimAnswer(
              claim: claim, first: rows[first].name, second: rows[second].name,
              areSame: rows[first].isSame(as: rows[second]), test: test))
        }
      }
      if answers.count == before {
        answers.append(
          ClaimAnswer(claim: claim, first: claim.first.text, second: claim.second.text, areSame: false, test: nil))
      }
    }
    let judged = answers.indices.filter { answers[$0].probability != nil }
    let corrected = HolmCorrection.adjusted(judged.compactMap { answers[$0].probability })
    for (place, probability) in zip(judged, corrected) { answers[place].corrected = probability }
    return answers
  }
}
