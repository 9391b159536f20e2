import StageKit

/// Chances one after another.
struct Chance {
  private let random: CounterRandom
  private var drawn: UInt64 = 0

  init(seed: UInt64) { random = CounterRandom(seed: seed) }

  /// A whole number from 0 to below another, which is above 0.
  mutating func below(_ count: Int) -> Int { Int(bits() % UInt64(count)) }

  /// A length from 1 to `most`, which is above 0; short ones are as likely as long ones.
  mutating func length(upTo most: Int) -> Int {
    min(most, 1 + below(1 << below(Int.bitWidth - most.leadingZeroBitCount + 1)))
  }

  /// One of a list's, which is not empty.
  mutating func one<Element>(of list: [Element]) -> Element { list[below(list.count)] }

  mutating func bits() -> UInt64 {
    drawn += 1
    return random.bits("", drawn)
  }
}
