import CXXHash
import StageKit

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
