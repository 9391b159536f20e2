import StageKit

/// A hash of 128 bits: what contents and tasks are known by.
public struct Digest: Sendable, Hashable {
  /// The upper half.
  public let high: UInt64
  /// The lower half.
  public let low: UInt64

  /// A hash of two halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The hash of 32 hexadecimal digits; `nil` if they are something else.
  public init?(hex: some StringProtocol) {
    guard hex.utf8.count == 32, let high = UInt64(hex.prefix(16), radix: 16),
      let low = UInt64(hex.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  /// 32 hexadecimal digits in xxHash's canonical order, as `xxhsum -H2` prints them.
  public var hex: String { high.padded(to: 16, radix: 16) + low.padded(to: 16, radix: 16) }
}
