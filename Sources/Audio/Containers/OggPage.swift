/// What the header of an Ogg page says (RFC 3533, section 6).
struct OggPage {
  /// Where it begins, in bytes.
  let offset: Int
  /// Where the next page begins, in bytes.
  let end: Int
  /// Whether it is the first of a stream.
  let begins: Bool
  /// Whether it is the last of a stream.
  let ends: Bool
  /// Whether the last packet on it ends on it.
  let endsPacket: Bool

  private static let check = CyclicCheck<UInt32>(polynomial: 0x04c1_1db7)

  /// The page at a place; nil if there is none. A header that is cut off ends beyond the file.
  init?(of file: ByteFile, at offset: Int) throws(AudioFailure) {
    let header = try file.bytes(at: offset, count: 27)
    guard header.hasPrefix("OggS") else { return nil }
    let segments = header.count == 27 ? Int(header[26]) : 255
    let lacing = try file.bytes(at: offset + 27, count: segments)
    let missing = 27 - header.count + segments - lacing.count
    self.offset = offset
    begins = header.count > 5 && header[5] & 2 != 0
    ends = header.count > 5 && header[5] & 4 != 0
    endsPacket = lacing.last != 255
    end = offset + header.count + lacing.reduce(lacing.count) { $0 + Int($1) } + missing
  }

  /// A page's number in its stream; nil if its checksum is not that of its bytes, or some of them are missing.
  func number(in file: ByteFile) throws(AudioFailure) -> UInt64? {
    let bytes = try file.bytes(at: offset, count: end - offset)
    guard bytes.count == end - offset, bytes.count >= 27,
      Self.checksum(of: bytes) == bytes[22..<26].littleEndian
    else { return nil }
    return bytes[18..<22].littleEndian
  }

  /// Makes this page the last of its stream, where nothing follows it: a decoder takes its place in time for the end then.
  func end(in span: inout SoundSpan, of file: ByteFile) throws(AudioFailure) {
    var bytes = try file.bytes(at: offset, count: end - offset)
    bytes[5] |= 4
    let checksum = Self.checksum(of: bytes)
    span.patch([bytes[5]], at: offset + 5)
    span.patch((0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }, at: offset + 22)
  }

  /// A CRC-32 over a page with zeros in the checksum's place.
  private static func checksum(of page: [UInt8]) -> UInt64 {
    var page = page
    page.replaceSubrange(22..<26, with: repeatElement(0, count: 4))
    return UInt64(check.remainder(of: page[...]))
  }
}
