/// Fails if an MPEG audio file (MP3) is cut short, or has bytes between its frames that are none.
///
/// The frames are walked by their headers, and counted against a Xing, Info or VBRI header; some count themselves, so one
/// frame more or less is let pass. The decoder under libsndfile would skip what it does not understand, write about it to
/// standard error, and drop what follows the declared count, such as a second song. Damage within a frame, which has no
/// checksum, cannot be seen. What is no frame at either end is left out of the span: taggers leave zeros and remains there.
///
/// - Returns: How many samples the frames hold, with the padding of the encoder; nil for a file of another kind.
func checkMPEGFrames(of file: ByteFile, in span: inout SoundSpan) throws(AudioFailure) -> Int? {
  guard let start = try firstFrame(of: file, in: span), let first = try header(of: file, at: start) else {
    guard try header(of: file, at: span.start) == nil else {
      throw file.failure(
        .unsupported, "begins like MPEG audio, but no second frame follows the first",
        "if it is music, convert it: ffmpeg -i FILE NEW.flac")
    }
    return nil
  }
  let declared = try declaredLength(of: file, at: start, first)
  var count = 0
  var offset = start
  var end = start
  while true {
    offset = try file.skippingTags(from: offset)
    guard let next = try header(of: file, at: offset), next.stream == first.stream else { break }
    guard offset + next.length <= span.end else { break }
    offset += next.length
    end = offset
    count += 1
  }
  // Other files hold MPEG frames too, but not up to their end.
  if start > span.start, span.start == 0, end < span.end { return nil }

  if let declared, count > declared.frames + 1 {
    throw file.failure(
      .unsupported, "holds \(count) MPEG frames, and only the \(declared.frames) of its header would be decoded",
      "write it anew: ffmpeg -i FILE NEW.flac")
  }
  let isCounted = declared.map { count >= $0.frames } ?? false
  if !isCounted {
    let place = "\((Double(count * first.samples) / Double(first.sampleRate) * 100).rounded() / 100) s"
    if try frameFollows(first, in: file, after: offset) {
      throw file.corrupt("is damaged after \(place): byte \(offset) begins no MPEG frame")
    }
    if let declared, declared.bytes != end - start {
      throw file.truncated(
        "is cut short after \(place): it declares \(declared.frames) MPEG frames, and has \(count)")
    }
    if try header(of: file, at: offset)?.stream == first.stream {
      throw file.truncated("is cut short after \(place), in the middle of an MPEG frame")
    }
    if let declared {
      span.notes.append(
        "its header declares \(declared.frames) MPEG frames; it has \(count), and all of the bytes declared")
    }
  }
  if start > span.start { span.notes.append("\(start - span.start) bytes before its first MPEG frame are no sound") }
  if try !file.holdsNothing(in: end..<span.end) {
    span.notes.append("\(span.end - end) bytes behind its last MPEG frame are no sound")
  }
  span.range = start..<end
  return (isCounted ? declared?.frames ?? count : count) * first.samples
}

/// Where the first frame begins: where the span does, or after bytes that are none.
private func firstFrame(of file: ByteFile, in span: SoundSpan) throws(AudioFailure) -> Int? {
  if let first = try header(of: file, at: span.start), try isFrame(first, of: file, at: span.start) {
    return span.start
  }
  let bytes = try file.bytes(at: span.start, count: 1 << 16)
  for index in bytes.indices where bytes[index] == 0xff {
    var (offset, count) = (span.start + index, 0)
    guard let first = try header(of: file, at: offset) else { continue }
    while count < 4, let next = try header(of: file, at: offset), next.stream == first.stream {
      offset += next.length
      count += 1
    }
    if count == 4 { return span.start + index }
  }
  return nil
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

/// What a Xing or Info header (in the first frame, behind the side information) or a VBRI header declares.
private func declaredLength(
  of file: ByteFile, at start: Int, _ first: MPEGHeader
) throws(AudioFailure) -> (frames: Int, bytes: Int?)? {
  let xing = try file.bytes(at: start + first.mainData, count: 16)
  if xing.count == 16, xing.hasPrefix("Xing") || xing.hasPrefix("Info"), xing[7] & 1 != 0 {
    return (Int(xing[8..<12].bigEndian), xing[7] & 2 == 0 ? nil : Int(xing[12...].bigEndian))
  }
  let vbri = try file.bytes(at: start + 36, count: 18)
  return vbri.count == 18 && vbri.hasPrefix("VBRI")
    ? (Int(vbri[14...].bigEndian), Int(vbri[10..<14].bigEndian)) : nil
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
