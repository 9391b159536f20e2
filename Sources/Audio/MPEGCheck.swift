/// Fails if an MPEG audio file (MP3) is cut short, or has bytes between its frames that are none.
///
/// The frames are walked by their headers, and counted against a Xing, Info or VBRI header; some count themselves, so one
/// frame more or less is let pass. The decoder under libsndfile would skip what it does not understand, write about it to
/// standard error, and drop what follows the declared count, such as a second song. Damage within a frame, which has no
/// checksum, cannot be seen.
///
/// - Returns: How many samples the frames hold, with the padding of the encoder; nil for a file of another kind.
func checkMPEGFrames(of file: ByteFile) throws(AudioFailure) -> Int? {
  let start = try skippingID3(in: file, at: 0)
  guard let first = try header(of: file, at: start) else { return nil }
  guard try isFrame(first, of: file, at: start) else {
    throw file.failure(
      .unsupported, "begins like MPEG audio, but no second frame follows the first",
      "if it is music, convert it: ffmpeg -i FILE NEW.flac")
  }
  let declared = try declaredFrames(of: file, at: start, first)
  var count = 0
  var offset = start
  var place: String { "\((Double(count * first.samples) / Double(first.sampleRate) * 100).rounded() / 100) s" }

  while true {
    offset = try skippingID3(in: file, at: offset)
    guard let next = try header(of: file, at: offset), next.stream == first.stream else { break }
    guard offset + next.length <= file.size else { break }
    offset += next.length
    count += 1
  }
  if let declared, count > declared + 2 {
    throw file.failure(
      .unsupported, "holds \(count) MPEG frames, and only the \(declared) of its header would be decoded",
      "write it anew: ffmpeg -i FILE NEW.flac")
  }
  if let declared, count >= declared { return declared * first.samples }
  if try frameFollows(first, in: file, after: offset) {
    throw file.corrupt("is damaged after \(place): byte \(offset) begins no MPEG frame")
  }
  if let declared {
    throw file.truncated("is cut short after \(place): it declares \(declared) MPEG frames, and has \(count)")
  }
  if try header(of: file, at: offset)?.stream == first.stream {
    throw file.truncated("is cut short after \(place), in the middle of an MPEG frame")
  }
  return count * first.samples
}

private func header(of file: ByteFile, at offset: Int) throws(AudioFailure) -> MPEGHeader? {
  let bytes = try file.bytes(at: offset, count: 4)
  return bytes.count == 4 ? MPEGHeader(UInt32(bytes.bigEndian)) : nil
}

/// True if a frame of the same stream, or the end of the file, follows: four bytes alone may be chance.
private func isFrame(_ frame: MPEGHeader, of file: ByteFile, at offset: Int) throws(AudioFailure) -> Bool {
  let end = offset + frame.length
  if end == file.size { return true }
  return try header(of: file, at: end)?.stream == frame.stream
}

/// Where the bytes after ID3v2 tags at a place begin (ID3v2.4 structure, sections 3.1 and 3.4).
private func skippingID3(in file: ByteFile, at offset: Int) throws(AudioFailure) -> Int {
  var offset = offset
  while true {
    let tag = try file.bytes(at: offset, count: 10)
    guard tag.count == 10, tag.hasPrefix("ID3") else { return offset }
    let size = tag[6...].reduce(0) { $0 << 7 | Int($1 & 0x7f) }
    let footer = tag[5] & 0x10 == 0 ? 0 : 10
    offset += 10 + size + footer
  }
}

/// Frames that a Xing or Info header (in the first frame, behind the side information) or a VBRI header declares.
private func declaredFrames(of file: ByteFile, at start: Int, _ first: MPEGHeader) throws(AudioFailure) -> Int? {
  let xing = try file.bytes(at: start + first.mainData, count: 12)
  if xing.count == 12, xing.hasPrefix("Xing") || xing.hasPrefix("Info"), xing[7] & 1 != 0 {
    return Int(xing[8...].bigEndian)
  }
  let vbri = try file.bytes(at: start + 36, count: 18)
  return vbri.count == 18 && vbri.hasPrefix("VBRI") ? Int(vbri[14...].bigEndian) : nil
}

/// True if the stream goes on after bytes that are no frame; tags at the end (ID3v1, APE, Lyrics3) hold no frames.
private func frameFollows(_ first: MPEGHeader, in file: ByteFile, after offset: Int) throws(AudioFailure) -> Bool {
  let reach = 1 << 16
  var base = offset + 1
  while base < file.size {
    let bytes = try file.bytes(at: base, count: reach + 3)
    for i in 0..<max(0, bytes.count - 3) where bytes[i] == 0xff {
      guard let next = MPEGHeader(UInt32(bytes[i..<i + 4].bigEndian)), next.stream == first.stream else { continue }
      if base + i + next.length < file.size, try isFrame(next, of: file, at: base + i) { return true }
    }
    base += reach
  }
  return false
}
