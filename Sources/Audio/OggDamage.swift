/// Where the first Ogg page begins that is damaged or follows a lost one, in bytes; nil if all are sound.
///
/// A page's checksum is a CRC-32 (polynomial 0x04C11DB7) over the page with zeros in the checksum's place, and pages are
/// numbered (RFC 3533, section 6). libogg drops damaged pages. That fewer samples come out than the last page declares
/// proves nothing alone: songs that were cut from longer ones declare too many.
func damagedOggPage(in file: ByteFile, _ range: Range<Int>) throws(AudioFailure) -> Int? {
  let check = CyclicCheck<UInt32>(polynomial: 0x04c1_1db7)
  var offset = range.lowerBound
  var expected: UInt64 = 0
  while offset < range.upperBound, let page = try OggPage(of: file, at: offset) {
    var bytes = try file.bytes(at: offset, count: page.end - offset)
    guard bytes.count == page.end - offset, bytes.count >= 27 else { return offset }
    let number = bytes[18..<22].littleEndian
    let checksum = bytes[22..<26].littleEndian
    bytes.replaceSubrange(22..<26, with: repeatElement(0, count: 4))
    if UInt64(check.remainder(of: bytes[...])) != checksum { return offset }
    if number != expected && offset > range.lowerBound { return offset }
    expected = number + 1
    offset = page.end
  }
  return nil
}
