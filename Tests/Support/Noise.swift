/// Numbers that look random, the same for a seed. Source: Steele, Lea and Flood 2014, SplitMix64.
public struct Noise: Sendable {
  private var state: UInt64

  /// Numbers of a seed.
  public init(seed: UInt64) { state = Self.mixed(seed) }

  /// From 0 to 1.
  public mutating func uniform() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Double(Self.mixed(state) >> 11) / Double(1 << 53)
  }

  private static func mixed(_ state: UInt64) -> UInt64 {
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// From -1 to 1.
  public mutating func samples(_ count: Int) -> [Float] { (0..<count).map { _ in Float(2 * uniform() - 1) } }
}
