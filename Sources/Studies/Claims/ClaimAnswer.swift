import Learning
import StageKit

/// A claim in one pair of rows, and what came of it.
struct ClaimAnswer: Sendable {
  let claim: Claim
  /// The rows by name.
  let first: String
  let second: String
  /// The differences; `nil` if neither the rows nor the songs could be paired.
  let test: PairedTest?
  /// The probability after Holm's correction among all claims that are judged by theirs; `nil` for others.
  var corrected: Double?
  /// The pairs in which it came out as expected.
  var hits: Int { test?.differences.count { claim.holds(for: $0) } ?? 0 }

  /// Whether it holds.
  func holds(alpha: Double) -> Bool {
    guard let test else { return false }
    if let count = claim.count { return hits >= count }
    guard claim.holds(for: test.difference.mean) else { return false }
    return claim.expectation == .within || (corrected ?? 1) <= alpha
  }
}

extension Claims {
  /// What came of each claim, in each arm that it is of.
  ///
  /// - Parameters:
  ///   - rows: The rows of the study.
  ///   - pairs: Rows of one run each: a claim that names no arm is of these.
  ///   - units: What can be paired.
  /// - Throws: ``Failure`` if a claim is of rows that are not there.
  func answers(rows: [StudyRow], pairs: Set<StudyComparison.Pair>, units: [PairedTest.Unit]) throws(Failure)
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
          answers.append(ClaimAnswer(claim: claim, first: rows[first].name, second: rows[second].name, test: test))
        }
      }
      guard answers.count > before else {
        throw Failure(
          "the claim '\(claim.text)' is of rows that no run has",
          remedy: "the rows are \(rows.map(\.name).joined(separator: ", "))")
      }
    }
    let judged = answers.indices.filter {
      answers[$0].claim.count == nil && answers[$0].claim.expectation != .within && answers[$0].test != nil
    }
    let corrected = HolmCorrection.adjusted(judged.compactMap { answers[$0].test?.probability })
    for (place, probability) in zip(judged, corrected) { answers[place].corrected = probability }
    return answers
  }
}
