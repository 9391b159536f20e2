/// Numbers that look random, the same for a seed. Source: Steele, Lea and Flood 2014, SplitMix64.
public struct Noise: Sendable {
  private var state: UInt64

  /// Numbers of a seed.
  public init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 }

  /// From 0 to 1.
  public mutating func uniform() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
  }

  /// From -1 to 1.
  public mutating func samples(_ count: Int) -> [Float] { (0..<count).map { _ in Float(2 * uniform() - 1) } }
}
