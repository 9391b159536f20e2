import Glibc

/// Chance without a stream: each number is a hash of a seed, a purpose and counters.
///
/// A number depends on nothing drawn before it, so that a change in one place (a locked shot) moves no other choice, and
/// the order of work, or the number of workers, changes nothing.
public struct CounterRandom: Sendable, Hashable {
  /// The seed that all numbers depend on.
  public let seed: UInt64

  /// Chance from a seed.
  public init(seed: UInt64) {
    self.seed = seed
  }

  /// 64 random bits for a purpose and counters.
  public func bits(_ purpose: String, _ counters: UInt64...) -> UInt64 {
    hash(purpose, counters)
  }

  /// A number in (0, 1), never 0 or 1, for a purpose and counters.
  public func uniform(_ purpose: String, _ counters: UInt64...) -> Double {
    (Double(hash(purpose, counters) >> 12) + 0.5) * 0x1p-52
  }

  /// A number of the normal distribution with mean 0 and deviation 1, for a purpose and a counter (Box and Muller).
  public func normal(_ purpose: String, _ counter: UInt64) -> Double {
    (-2 * log(uniform(purpose, counter, 0))).squareRoot() * cos(2 * .pi * uniform(purpose, counter, 1))
  }

  private func hash(_ purpose: String, _ counters: [UInt64]) -> UInt64 {
    var state = Self.mix(seed)
    for byte in purpose.utf8 { state = Self.mix(state ^ UInt64(byte)) }
    for counter in counters { state = Self.mix(state ^ Self.mix(counter &+ 0x9e37_79b9_7f4a_7c15)) }
    return state
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output bit.
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9e37_79b9_7f4a_7c15
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
