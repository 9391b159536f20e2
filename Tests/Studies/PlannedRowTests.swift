import StageKit
import Testing

@testable import Studies

/// What a comparison will have is known before the first run: rows, arms and metrics.
@Suite struct PlannedRowTests {
  /// Rows of a study over `kd.tau`, in two seeds; `hRNN` does not have the setting, and `path` has no probabilities.
  private func rows(tau: [String]) -> [PlannedRow] {
    let runs = ["1", "2"].flatMap { seed in tau.map { (seed, $0) } }
    let assistants = runs.map { seed, _ in Lineage(parts: [.init(stage: "assistant", settings: ["seed": seed])]) }
    let students = runs.map { seed, tau in
      Lineage(parts: [.init(stage: "student", settings: ["tau": tau, "seed": seed])])
    }
    return [
      PlannedRow(name: "hRNN", givesProbabilities: true, lineages: assistants),
      PlannedRow(name: "RNN-KD", givesProbabilities: true, lineages: students),
      PlannedRow(name: "RNN-DIL", givesProbabilities: true, lineages: students),
      PlannedRow(name: "path", givesProbabilities: false, lineages: assistants),
      PlannedRow(name: "majority class", givesProbabilities: true, lineages: []),
    ]
  }

  private func claims(_ lines: String...) throws -> Claims {
    try Claims("claims:\n" + lines.map { "  - {\($0)}\n" }.joined(), file: "claims.yaml")
  }

  private func check(_ line: String, tau: [String] = ["2", "8"]) throws -> [String] {
    try claims(line).check(rows: rows(tau: tau), file: "claims.yaml")
  }

  @Test func whatThereWillBeIsTaken() throws {
    #expect(try check("compare: RNN-KD - hRNN, metric: negativeLogLikelihood") == [])
    #expect(try check("compare: \"RNN-KD [student.tau=2] - RNN-KD [student.tau=8]\", metric: accuracy") == [])
    #expect(try check("compare: path - majority class, metric: accuracy") == [])
  }

  @Test(arguments: ["kd.tau=2", "student.tau=9"])
  func armsThatTheSweepLacksAreRefused(arm: String) throws {
    let failure = #expect(throws: Failure.self) {
      try check("compare: \"RNN-KD [\(arm)] - RNN-KD [student.tau=8]\", metric: accuracy")
    }
    #expect(failure?.description.contains("'RNN-KD' has no arm '\(arm)'") == true)
    #expect(failure?.description.contains("student.tau=2 and student.tau=8") == true)
  }

  /// Another study may have the arm, which is then compared with this one.
  @Test func armsOfARowThatIsNotSweptAreAWarning() throws {
    let line = "compare: \"RNN-KD [student.tau=2] - RNN-KD [student.tau=8]\", metric: accuracy"
    #expect(
      try check(line, tau: ["2"]) == [
        "'RNN-KD' is swept in no setting, so nothing is measured of its arm 'student.tau=2'",
        "'RNN-KD' is swept in no setting, so nothing is measured of its arm 'student.tau=8'",
      ])
  }

  @Test(arguments: ["path - hRNN, metric: negativeLogLikelihood", "hRNN - path, metric: calibrationError"])
  func metricsThatARowLacksAreRefused(line: String) throws {
    let failure = #expect(throws: Failure.self) { try check("compare: \(line)") }
    #expect(failure?.description.contains("'path' gives types without probabilities") == true)
  }

  @Test(
    arguments: [
      ("RNN-KD - hRNN", 2), ("RNN-KD [student.tau=2] - hRNN", 1), ("hRNN - path", 1), ("RNN-KD - RNN-DIL", 2),
      ("RNN-KD [student.tau=2] - RNN-DIL", 2), ("RNN-KD [student.tau=2] - RNN-KD", 1),
      ("RNN-KD - majority class", 2), ("RNN-KD [student.tau=9] - hRNN", 0), ("nobody - hRNN", 0),
    ])
  func aClaimIsAnsweredForEachArm(compare: String, count: Int) throws {
    let claims = try claims("compare: \"\(compare)\", metric: accuracy")
    #expect(claims.answerCount(of: claims.claims[0], among: rows(tau: ["2", "8"])) == count)
  }

  /// Six seeds are enough for one claim; Holm's correction among its two arms takes seven.
  @Test func theFamilyHasAllArms() throws {
    let claims = try claims("compare: RNN-KD - hRNN, metric: accuracy, expect: higher")
    func outOfReach(_ seeds: Int, tau: [String]) -> [String] {
      claims.outOfReach(with: Claims.Pairs(seeds: seeds, songs: nil), rows: rows(tau: tau))
    }
    #expect(outOfReach(6, tau: ["2"]) == [])
    #expect(outOfReach(6, tau: ["2", "8"]).count == 1)
    #expect(outOfReach(6, tau: ["2", "8"]).first?.contains("it takes 7 seeds or more") == true)
    #expect(outOfReach(7, tau: ["2", "8"]) == [])
  }
}
