import StageKit
import Testing

@testable import Learning

@Suite struct ComparisonTests {
  @Test func seedsAreSummarised() throws {
    // numpy: mean, std(ddof=1), std(ddof=1) / sqrt(n)
    let summary = try #require(SeedSummary([38.5, 40.25, 39, 41]))
    #expect(summary.count == 4)
    #expect(isClose(summary.mean, 39.6875))
    #expect(isClose(summary.deviation, 1.143_368_561_167_687))
    #expect(isClose(summary.standardError, 0.571_684_280_583_843_5))
    #expect(SeedSummary([]) == nil)
    #expect(SeedSummary([3])?.deviation == nil)
  }

  @Test func differencesArePaired() throws {
    let difference = try PairedDifference([40, 42, 39, 45], minus: [39.5, 40, 39, 46])
    #expect([difference.higher, difference.lower, difference.equal] == [2, 1, 1])
    #expect(isClose(difference.summary.mean, 0.375))
    #expect(isClose(difference.summary.standardError, 0.625))
    #expect(throws: StageFailure("2 seeds cannot be compared with 1")) { try PairedDifference([1, 2], minus: [1]) }
    #expect(throws: StageFailure.self) { try PairedDifference([], minus: []) }
  }
}
