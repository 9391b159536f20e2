import CXXHash

/// XXH3-128 over bytes that arrive piece by piece: names contents and settings, does not protect against forgery.
public struct ContentHash: ~Copyable {
  // xxHash wants the state at a multiple of 64 bytes, which a stored property would not promise.
  private let state: UnsafeMutablePointer<XXH3_state_t>

  /// A hash of nothing yet.
  public init() {
    state = UnsafeMutableRawPointer.allocate(byteCount: MemoryLayout<XXH3_state_t>.size, alignment: 64)
      .initializeMemory(as: XXH3_state_t.self, to: XXH3_state_t())
    XXH3_128bits_reset(state)
  }

  deinit {
    state.deallocate()
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

  /// The hash of all that came so far: 32 hexadecimal digits in xxHash's canonical order, as `xxhsum -H2` prints it.
  public var hex: String {
    let hash = XXH3_128bits_digest(state)
    return Self.digits(hash.high64) + Self.digits(hash.low64)
  }

  private static func digits(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
