/// What a zip archive says of one member. Numbers beyond 32 bits go to the Zip64 fields.
struct ZipEntry {
  /// The file's name.
  let name: String
  /// Length in bytes.
  let size: UInt64
  /// The bytes' CRC-32.
  let checksum: UInt32
  /// Where the local header starts in the archive.
  let offset: UInt64

  /// The header before the member's bytes (APPNOTE 4.3.7).
  var localHeader: [UInt8] {
    // Unlike the directory's, a local Zip64 field always has both sizes.
    let extra = size.isBeyondZip ? Self.zip64Field([size, size]) : []
    return Self.record([UInt32(0x0403_4b50).bytes, common(extra), Array(name.utf8), extra])
  }

  /// The member's entry in the directory at the end (APPNOTE 4.3.12).
  var directoryHeader: [UInt8] {
    let large = (size.isBeyondZip ? [size, size] : []) + (offset.isBeyondZip ? [offset] : [])
    let extra = large.isEmpty ? [] : Self.zip64Field(large)
    // Comment length, disk, internal and external attributes.
    let none = [UInt8](repeating: 0, count: 10)
    return Self.record([
      UInt32(0x0201_4b50).bytes, Self.version.bytes, common(extra), none, offset.clampedToZip.bytes,
      Array(name.utf8), extra,
    ])
  }

  /// The records after the directory (APPNOTE 4.3.14 to 4.3.16).
  static func end(count: UInt64, directorySize: UInt64, directoryOffset: UInt64) -> [UInt8] {
    let shortCount = UInt16(clamping: count).bytes
    let end = record([
      UInt32(0x0605_4b50).bytes, UInt32(0).bytes, shortCount, shortCount,
      directorySize.clampedToZip.bytes, directoryOffset.clampedToZip.bytes, UInt16(0).bytes,
    ])
    guard directoryOffset.isBeyondZip || directorySize.isBeyondZip || count >= 0xffff else { return end }
    let end64 = record([
      UInt32(0x0606_4b50).bytes, UInt64(44).bytes, version.bytes, version.bytes, UInt64(0).bytes,
      count.bytes, count.bytes, directorySize.bytes, directoryOffset.bytes,
    ])
    let locator = record([
      UInt32(0x0706_4b50).bytes, UInt32(0).bytes, (directoryOffset + directorySize).bytes, UInt32(1).bytes,
    ])
    return end64 + locator + end
  }

  /// Zip 4.5: the first with Zip64.
  private static let version: UInt16 = 45

  /// The fields that both headers share, from the version to the length of the extra field.
  private func common(_ extra: [UInt8]) -> [UInt8] {
    let namesAreUTF8: UInt16 = 0x0800
    let stored: UInt16 = 0
    let midnight: UInt16 = 0
    let newYear1980: UInt16 = 0x0021
    return Self.record([
      Self.version.bytes, namesAreUTF8.bytes, stored.bytes, midnight.bytes, newYear1980.bytes,
      checksum.bytes, size.clampedToZip.bytes, size.clampedToZip.bytes,
      UInt16(clamping: name.utf8.count).bytes, UInt16(clamping: extra.count).bytes,
    ])
  }

  private static func zip64Field(_ values: [UInt64]) -> [UInt8] {
    record([UInt16(1).bytes, UInt16(clamping: 8 * values.count).bytes] + values.map(\.bytes))
  }

  private static func record(_ fields: [[UInt8]]) -> [UInt8] {
    Array(fields.joined())
  }
}

extension UInt64 {
  /// Whether a 32-bit field cannot hold the number: its last value says "see Zip64".
  fileprivate var isBeyondZip: Bool { self >= 0xffff_ffff }

  /// The number for a 32-bit field.
  fileprivate var clampedToZip: UInt32 { UInt32(clamping: self) }
}

extension FixedWidthInteger {
  /// The number's bytes, least significant first.
  var bytes: [UInt8] {
    withUnsafeBytes(of: littleEndian) { Array($0) }
  }
}
