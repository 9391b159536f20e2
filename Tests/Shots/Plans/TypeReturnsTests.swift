import Shots
import Testing

@Suite struct TypeReturnsTests {
  @Test func returnsAndAlternationsAreCounted() {
    let found = TypeReturns(["XLS", "CU", "XLS", "CU", "MS", "CU", "LS"])
    #expect(found.triples == 5 && found.count == 3 && found.share == 0.6)
    #expect(found.longestAlternation == 4)
  }

  @Test func theLongestRunCountsWhereverItIs() {
    #expect(TypeReturns([0, 1, 2, 1, 2, 1, 0, 1, 0]).longestAlternation == 5)
    #expect(TypeReturns([3, 4, 0, 1, 0, 1]).longestAlternation == 4)
    #expect(TypeReturns([0, 1, 2, 3]).longestAlternation == 2)
  }

  @Test(arguments: 0..<3) func shortPlansHaveNone(shots: Int) {
    let found = TypeReturns(Array(0..<shots))
    #expect(found.triples == 0 && found.share == 0 && found.longestAlternation == shots)
  }
}
