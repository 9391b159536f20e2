import Testing

@testable import Learning

@Suite struct ComparisonTests {
  @Test func differencesAreSummedUp() throws {
    // numpy: mean, std(ddof=1) / sqrt(n)
    let difference = try #require(PairedDifference([0.5, 2, 0, -1]))
    #expect([difference.count, difference.higher, difference.lower, difference.equal] == [4, 2, 1, 1])
    #expect(isClose(difference.mean, 0.375))
    #expect(isClose(difference.standardError, 0.625))
    #expect(PairedDifference([]) == nil)
    #expect(PairedDifference([3])?.standardError == nil)
  }

  @Test func scoresArePooledAndKeptBySong() throws {
    let system = try system("a", [[0, 0, 1, 1], [2, 2]])
    #expect(system.songs.map { $0.frames.frames } == [4, 2])
    #expect(isClose(system.pooled.frames.accuracy, 4.0 / 6))
    #expect(isClose(system.songs[1].frames.accuracy, 0))
  }

  @Test func songsArePairedOneByOne() throws {
    // Right in 4 of 4 and in 0 of 2 frames, against 2 of 4 and 1 of 2: in percent +50 and -50.
    let comparison = SystemComparison(
      try system("a", [[0, 0, 1, 1], [2, 2]]), minus: try system("b", [[0, 0, 0, 0], [0, 2]]))
    let difference = try #require(comparison.difference(in: .accuracy))
    #expect([difference.count, difference.higher, difference.lower] == [2, 1, 1])
    #expect(isClose(difference.mean, 0))
    #expect(isClose(difference.standardError, 50))
  }

  @Test func aSongThatOneSystemLeavesUndefinedIsNoPair() throws {
    // A second song without cuts on either side has no cut F1 for the first system: only the first song is a pair.
    let comparison = SystemComparison(
      try system("a", [[0, 0, 1, 1], [2, 2]]), minus: try system("b", [[0, 0, 0, 0], [0, 2]]))
    let difference = try #require(comparison.difference(in: .closeCutF1))
    #expect(difference.count == 1)
    #expect(isClose(difference.mean, 100))
    #expect(comparison.difference(in: .negativeLogLikelihood) == nil)
  }

  /// A system that says labels of two songs, whose true types are 0 0 1 1 and 0 0.
  private func system(_ name: String, _ outputs: [[Int]]) throws -> SystemResult {
    var system = SystemResult(name: name, doc: "", types: 8)
    for (truth, output) in zip([[0, 0, 1, 1], [0, 0]], outputs) {
      system.add(try Score(reference: truth, output: output, vocabulary: .concert))
    }
    return system
  }
}
