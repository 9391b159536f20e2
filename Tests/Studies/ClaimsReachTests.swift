import StageKit
import Testing

@testable import Studies

/// What few seeds or songs can never show is said before anything is run.
@Suite struct ClaimsReachTests {
  private let rows = ["a", "b"].map { PlannedRow(name: $0, givesProbabilities: true, lineages: []) }

  private func outOfReach(_ lines: String..., seeds: Int, songs: Int? = nil) throws -> [String] {
    let text = "claims:\n" + lines.map { "  - {compare: a - b, metric: accuracy, \($0)}\n" }.joined()
    return try Claims(text, file: "claims.yaml").outOfReach(with: Claims.Pairs(seeds: seeds, songs: songs), rows: rows)
  }

  @Test func threeSeedsGiveNoSmallProbability() throws {
    #expect(
      try outOfReach("expect: higher", seeds: 3) == [
        "accuracy: a - b is above 0, over seeds: cannot hold, since there are 3, which give no p below 0.25 after Holm's "
          + "correction, and alpha is 0.05; it takes 6 seeds or more"
      ])
    #expect(try outOfReach("expect: higher", seeds: 5).count == 1)
    #expect(try outOfReach("expect: higher", seeds: 6) == [])
    #expect(try outOfReach("expect: higher", seeds: 1)[0].contains("since there is 1, which give no p below 1.0"))
  }

  /// The number that is asked for is enough, and one less is not.
  @Test(arguments: [1, 2, 5, 40])
  func theNumberThatIsNamedIsTheLeast(count: Int) throws {
    func left(_ seeds: Int) throws -> [String] {
      let text = "claims:\n" + String(repeating: "  - {compare: a - b, metric: accuracy}\n", count: count)
      return try Claims(text, file: "c").outOfReach(with: Claims.Pairs(seeds: seeds, songs: nil), rows: rows)
    }
    let sentence = try #require(try left(1).first)
    let named = try #require(sentence.firstMatch(of: /it takes (\d+) seeds/).flatMap { Int($0.1) })
    #expect(try left(named) == [])
    #expect(try left(named - 1).count == count)
  }

  @Test func aCountNeedsAsManyPairs() throws {
    #expect(
      try outOfReach("expect: higher, in: 7", seeds: 3) == [
        "accuracy: a - b is above 0 in 7 seeds or more: cannot hold, since there are 3; it takes 7 seeds"
      ])
    #expect(try outOfReach("expect: higher, in: 3", "expect: higher, in: mean", seeds: 3) == [])
  }

  /// Songs are not known before the library is looked at.
  @Test func songsCountForTheirOwnClaims() throws {
    #expect(try outOfReach("over: songs", seeds: 1) == [])
    #expect(try outOfReach("over: songs", seeds: 1, songs: 4).count == 1)
    #expect(try outOfReach("over: songs", seeds: 1, songs: 20) == [])
    // Claims over many songs leave a claim over few seeds what it needs, by Holm's correction.
    #expect(try outOfReach("over: songs", "over: seeds", seeds: 6, songs: 20) == [])
    #expect(try outOfReach("over: songs", "over: seeds", seeds: 6, songs: 6).count == 2)
  }

  /// Of so many claims that even drawn signs cannot tell, no number is named.
  @Test func claimsThatNoNumberHelps() throws {
    let text = "alpha: 0.000001\nclaims: [{compare: a - b, metric: accuracy}]"
    let sentences = try Claims(text, file: "c").outOfReach(with: Claims.Pairs(seeds: 4, songs: nil), rows: rows)
    #expect(sentences.count == 1 && !sentences[0].contains("it takes"))
  }

  @Test(
    arguments: [
      ([], 1), (["*.seed=1..8"], 8), (["kd.tau=2,4"], 1), (["*.seed=1..3", "kd.tau=2,4", "dil.seed=5,6"], 6),
    ] as [([String], Int)])
  func seedsOfASweep(axes: [String], count: Int) throws {
    #expect(try Sweep(axes).seedCount == count)
  }
}
