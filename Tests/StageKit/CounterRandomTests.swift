import StageKit
import Testing

@Suite struct CounterRandomTests {
  @Test func numbersDependOnSeedPurposeAndCountersOnly() {
    let random = CounterRandom(seed: 7)
    #expect(random.bits("shot", 1) == CounterRandom(seed: 7).bits("shot", 1))
    #expect(random.bits("shot", 1) != CounterRandom(seed: 8).bits("shot", 1))
    #expect(random.bits("shot", 1) != random.bits("shot", 2))
    #expect(random.bits("shot", 1) != random.bits("look", 1))
    #expect(random.bits("shot", 1, 2) != random.bits("shot", 2, 1))
  }

  /// Frozen, because plans made by one version are to be made again by the next.
  @Test func numbersAreTheSameOnEveryMachine() {
    #expect(CounterRandom(seed: 0).bits("", 0) == 13_076_858_268_166_860_689)
  }

  @Test func numbersAreUniform() {
    let random = CounterRandom(seed: 1)
    let count = 20_000
    var bins = [Int](repeating: 0, count: 20)
    for index in 0..<UInt64(count) {
      let value = random.uniform("test", index)
      #expect(value > 0 && value < 1)
      bins[Int(value * 20)] += 1
    }
    let expected = Double(count) / 20
    let chiSquared = bins.map { (Double($0) - expected) * (Double($0) - expected) / expected }.reduce(0, +)
    // 19 degrees of freedom: 43.8 is exceeded once in a thousand.
    #expect(chiSquared < 43.8)
  }
}
