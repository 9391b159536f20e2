import Testing

@testable import Shots

@Suite struct BarCountTests {
  @Test func shortBarsAreCountedInPairs() {
    #expect(BarCount.bars(of: [0, 2, 4, 6], longerThan: 1.6) == [0, 2, 4, 6])
    #expect(BarCount.bars(of: [0.5, 2, 3.5, 5, 6.5], longerThan: 1.6) == [0.5, 3.5, 6.5])
    #expect(BarCount.bars(of: [3], longerThan: 1.6) == [3] && BarCount.bars(of: [], longerThan: 1.6).isEmpty)
  }

  @Test func barsBeforeTheFirstDownbeat() {
    #expect(BarCount.before([4.1, 6.1, 8.1]) == 2 && BarCount.before([1]) == 0)
  }
}
