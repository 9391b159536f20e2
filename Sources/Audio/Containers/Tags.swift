/// Tags before and behind the sound, which most formats know nothing of.
extension ByteFile {
  /// Where the bytes behind tags at a place begin: ID3v2 (ID3v2.4 structure, sections 3.1 and 3.4), APE.
  func skippingTags(from offset: Int) throws(AudioFailure) -> Int {
    var offset = offset
    while true {
      let head = try bytes(at: offset, count: 32)
      if head.count >= 10, head.hasPrefix("ID3") {
        let size = head[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7f) }
        let footer = head[5] & 0x10 == 0 ? 0 : 10
        offset += 10 + size + footer
      } else if head.count == 32, head.hasPrefix("APETAGEX") {
        offset += 32 + Int(head[12..<16].littleEndian)
      } else {
        return offset
      }
    }
  }

  /// Where the first byte lies that is in no tag at the file's beginning, and no zero in front of or between these.
  func skippingTagsAndZeros() throws(AudioFailure) -> Int {
    var offset = 0
    while true {
      let next = try skippingTags(from: offset)
      // A movie begins with fewer zeros than four.
      guard try bytes(at: next, count: 4) == [0, 0, 0, 0] else { return next }
      offset = try skippingZeros(from: next)
    }
  }

  /// Where the tags that end at a place begin: ID3v1, Lyrics3, APE, ID3v2 with a footer.
  func skippingTags(before end: Int, downTo start: Int) throws(AudioFailure) -> Int {
    var end = end
    while true {
      var length = 0
      if try text(at: end - 128, count: 3) == "TAG" {
        length = 128
      } else if try text(at: end - 9, count: 9) == "LYRICS200" {
        length = Int(try text(at: end - 15, count: 6)).map { $0 + 15 } ?? 0
      } else if try text(at: end - 32, count: 8) == "APETAGEX" {
        let foot = try bytes(at: end - 32, count: 32)
        length = Int(foot[12..<16].littleEndian) + (foot[23] & 0x80 == 0 ? 0 : 32)
      } else if try text(at: end - 10, count: 3) == "3DI" {
        length = try bytes(at: end - 4, count: 4).reduce(0) { $0 << 7 | Int($1 & 0x7f) } + 20
      }
      guard length > 0, length <= end - start else { return end }
      end -= length
    }
  }

  /// Whether bytes are all tags, or all zeros.
  func holdsNothing(in range: Range<Int>) throws(AudioFailure) -> Bool {
    if try skippingTags(before: range.upperBound, downTo: range.lowerBound) == range.lowerBound { return true }
    return try skippingZeros(from: range.lowerBound) >= range.upperBound
  }

  private func skippingZeros(from start: Int) throws(AudioFailure) -> Int {
    var offset = start
    while true {
      let block = try bytes(at: offset, count: 1 << 16)
      if let place = block.firstIndex(where: { $0 != 0 }) { return offset + place }
      if block.isEmpty { return offset }
      offset += block.count
    }
  }

  private func text(at offset: Int, count: Int) throws(AudioFailure) -> String {
    offset < 0 ? "" : String(decoding: try bytes(at: offset, count: count), as: UTF8.self)
  }
}
