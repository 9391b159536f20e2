import Testing

@testable import Signal

@Suite struct SelectionTests {
  @Test(arguments: [1, 2, 3, 10, 101, 128])
  func middleIsThatOfTheSortedOrder(count: Int) throws {
    for seed in 0..<20 {
      // Many equal values, as in frames where most bands do not rise.
      var values = (0..<count).map { (($0 * 7919 + seed * 104_729) % 97) / 5 }
      let sorted = values.sorted()
      let middle = try #require(values.withUnsafeMutableBufferPointer { Selection.middle(of: $0) })
      #expect(middle.lower == sorted[(count - 1) / 2])
      #expect(middle.upper == sorted[count / 2])
      #expect(values.sorted() == sorted)
    }
  }

  @Test func nothingHasNoMiddle() {
    var values: [Int] = []
    #expect(values.withUnsafeMutableBufferPointer { Selection.middle(of: $0) } == nil)
  }
}
