/// The checksum of zip archives: the cyclic redundancy check of ISO 3309 with 32 bits, bits reversed.
///
/// It takes eight bytes per step ("slicing by 8", Kounavis and Berry 2005), since arrays are long.
struct CRC32 {
  /// What a byte does to the checksum when `n` more bytes follow it in its step, at `256 * n + byte`.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
    }
    for index in 256..<8 * 256 {
      let before = tables[index - 256]
      tables.append(tables[Int(before & 0xff)] ^ before >> 8)
    }
    return tables
  }()

  private var state: UInt32 = .max

  /// The checksum of all bytes so far.
  var value: UInt32 { ~state }

  /// Takes more bytes.
  mutating func update(_ bytes: [UInt8]) {
    var state = state
    Self.tables.withUnsafeBufferPointer { tables in
      bytes.withUnsafeBytes { bytes in
        let whole = bytes.count & ~7
        for index in stride(from: 0, to: whole, by: 8) {
          let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian ^ UInt64(state)
          state = 0
          for byte in 0..<8 { state ^= tables[256 * (7 - byte) + Int(word >> (8 * byte) & 0xff)] }
        }
        for byte in bytes[whole...] { state = tables[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ state >> 8 }
      }
    }
    self.state = state
  }
}
