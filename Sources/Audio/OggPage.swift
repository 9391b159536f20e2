/// What the header of an Ogg page says.
struct OggPage {
  let begins: Bool
  let ends: Bool
  /// Where the next page begins, in bytes.
  let end: Int

  /// The page at a place; nil if there is none. A header that is cut off ends beyond the file.
  init?(of file: ByteFile, at offset: Int) throws(AudioFailure) {
    let header = try file.bytes(at: offset, count: 27)
    guard header.hasPrefix("OggS") else { return nil }
    let segments = header.count == 27 ? Int(header[26]) : 255
    let lacing = try file.bytes(at: offset + 27, count: segments)
    let missing = 27 - header.count + segments - lacing.count
    begins = header.count > 5 && header[5] & 2 != 0
    ends = header.count > 5 && header[5] & 4 != 0
    end = offset + header.count + lacing.reduce(lacing.count) { $0 + Int($1) } + missing
  }
}
