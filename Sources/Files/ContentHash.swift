import CXXHash
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

/// XXH3-128 over bytes that arrive piece by piece: names contents and settings, does not protect against forgery.
public struct ContentHash: ~Copyable {
  private let memory: UnsafeMutableRawPointer
  private var state: OpaquePointer { OpaquePointer(memory) }

  /// A hash of nothing yet.
  public init() {
    // xxHash wants its state at a multiple of 64 bytes, and cleared, which a stored property would not promise.
    memory = .allocate(byteCount: XXH3_stateSize, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: XXH3_stateSize)
    XXH3_128bits_reset(state)
  }

  deinit {
    memory.deallocate()
  }

  /// Appends bytes as they are.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    XXH3_128bits_update(state, bytes.baseAddress, bytes.count)
  }

  /// Appends bytes as they are.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Appends a number as eight bytes, least significant first.
  public mutating func update(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { update($0) }
  }

  /// Appends a text as UTF-8 after its length, so that `ab`, `c` and `a`, `bc` differ.
  public mutating func update(_ text: String) {
    let bytes = Array(text.utf8)
    update(bytes.count)
    update(bytes)
  }

  /// Appends texts after their number.
  public mutating func update(_ texts: [String]) {
    update(texts.count)
    for text in texts { update(text) }
  }

  /// Appends another hash.
  public mutating func update(_ digest: Digest) {
    withUnsafeBytes(of: digest.high.bigEndian) { update($0) }
    withUnsafeBytes(of: digest.low.bigEndian) { update($0) }
  }

  /// The hash of all that came so far.
  public var digest: Digest {
    let hash = XXH3_128bits_digest(state)
    return Digest(high: hash.high64, low: hash.low64)
  }

  /// The hash of all that came so far, in hexadecimal.
  public var hex: String { digest.hex }

  /// The hash of bytes.
  public static func of(_ bytes: [UInt8]) -> Digest {
    var hash = ContentHash()
    hash.update(bytes)
    return hash.digest
  }

  /// The hash of texts, in order.
  public static func key(_ texts: [String]) -> Digest {
    var hash = ContentHash()
    for text in texts { hash.update(text) }
    return hash.digest
  }
}
