/// Fails if a WAV, AIFF, Wave64, RF64, CAF, AU or AVI file is shorter than its header says.
///
/// libsndfile quietly takes the shorter length. A size with which writers to a pipe say "unknown" (0x7FFFF000 and above in
/// 32 bits, as sox and ffmpeg write; -1 in CAF), and the 0 of one that never came to fill it in, promise nothing: all up to
/// the file's end is sound, and the span says so in their place.
///
/// - Returns: Whether the file is one of these.
func checkChunks(of file: ByteFile, in span: inout SoundSpan) throws(AudioFailure) -> Bool {
  let magic = try file.bytes(at: span.start, count: 12)
  if magic.hasPrefix(".snd") {
    let body = span.start + Int(magic.dropFirst(4).prefix(4).bigEndian)
    let size = SizeField(place: span.start + 8, length: 4, bigEndian: true)
    try check(SoundChunk(size: size, value: magic.dropFirst(8).bigEndian, body: body), of: file, in: &span)
  } else if magic.hasPrefix("RIFF"), magic.dropFirst(8).hasPrefix("AVI ") {
    let size = SizeField(place: span.start + 4, length: 4, bigEndian: false)
    let value = magic.dropFirst(4).prefix(4).littleEndian
    guard value > 0 else { return true }
    try check(SoundChunk(size: size, value: value, body: span.start + 8), of: file, in: &span)
  } else if let layout = ChunkLayout(magic: magic) {
    try check(layout, of: file, in: &span)
  } else {
    return false
  }
  return true
}

/// A size in a header.
private struct SizeField {
  /// In bytes from the file's start.
  let place: Int
  /// 4 or 8 bytes.
  let length: Int
  let bigEndian: Bool

  /// The smallest value that says "unknown".
  var unknown: UInt64 { length == 4 ? 0x7fff_f000 : 1 << 62 }

  /// The bytes of a value, or nil if they are too few for it.
  func bytes(of value: Int) -> [UInt8]? {
    guard length == 8 || value <= UInt32.max else { return nil }
    let lowestFirst = (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return bigEndian ? lowestFirst.reversed() : lowestFirst
  }
}

/// The chunk that holds the sound.
private struct SoundChunk {
  let size: SizeField
  /// What the size says, in bytes of the body.
  let value: UInt64
  /// Where its body begins, in bytes.
  let body: Int
  /// What the size counts beside the body.
  var counted = 0
  /// What the body holds beside samples.
  var offset = 0
  /// Bytes of one frame.
  var frame = 1
  /// Where the whole ends by the size of the form, in bytes; nil if that says nothing.
  var formEnd: Int?
}

private func check(_ layout: ChunkLayout, of file: ByteFile, in span: inout SoundSpan) throws(AudioFailure) {
  var offset = span.start + layout.firstChunk
  var frame = 1
  var long: (size: SizeField, value: UInt64)?
  while offset + layout.headerBytes <= span.end {
    let header = try file.bytes(at: offset, count: layout.headerBytes)
    let field = header.dropFirst(layout.nameBytes)
    let size = layout.bigEndian ? field.bigEndian : field.littleEndian
    let body = offset + layout.headerBytes
    let counted = layout.sizeCountsHeader ? UInt64(layout.headerBytes) : 0
    let bodySize = size >= counted ? size - counted : 0
    if header.hasPrefix(layout.sound) {
      let place = SizeField(place: offset + layout.nameBytes, length: layout.sizeBytes, bigEndian: layout.bigEndian)
      var chunk = SoundChunk(size: place, value: bodySize, body: body)
      if let long, size == UInt64(UInt32.max) { chunk = SoundChunk(size: long.size, value: long.value, body: body) }
      chunk.counted = Int(counted)
      chunk.offset = layout.soundOffset
      chunk.frame = frame
      chunk.formEnd = try layout.formEnd(of: file, in: span)
      try check(chunk, of: file, in: &span)
      // libsndfile takes all up to the end of a Wave64 file.
      if layout.sizeCountsHeader, bodySize > 0, bodySize < UInt64(span.end - body) {
        span.range = span.start..<body + Int(bodySize)
      }
      return
    }
    if header.hasPrefix("fmt "), layout.nameBytes == 4 {
      let bytes = try file.bytes(at: body + 12, count: 2)
      frame = max(1, Int(layout.bigEndian ? bytes.bigEndian : bytes.littleEndian))
    }
    if header.hasPrefix("ds64") {
      // RF64 (EBU Tech 3306): the sizes of the form and of the data chunk in 64 bits.
      let place = SizeField(place: body + 8, length: 8, bigEndian: false)
      long = (place, try file.bytes(at: body + 8, count: 8).littleEndian)
    }
    guard bodySize <= UInt64(file.size) else { return }
    let length = body - span.start + Int(bodySize)
    offset = span.start + (length + layout.alignment - 1) / layout.alignment * layout.alignment
  }
}

private func check(_ chunk: SoundChunk, of file: ByteFile, in span: inout SoundSpan) throws(AudioFailure) {
  let held = max(0, span.end - chunk.body)
  let isNothing = chunk.value <= UInt64(chunk.offset)
  if isNothing || (chunk.value > UInt64(held) && chunk.value >= chunk.size.unknown) {
    guard held > chunk.offset, let bytes = chunk.size.bytes(of: held + chunk.counted) else { return }
    if isNothing {
      guard try !holdsChunks(file, chunk.body..<span.end) else { return }
      span.notes.append("its header says that there is no sound, and \(held - chunk.offset) bytes of it follow")
    }
    span.patch(bytes, at: chunk.size.place)
    return
  }
  guard chunk.value / UInt64(chunk.frame) > UInt64(held / chunk.frame) else { return }
  let lack = "its header promises \(chunk.value) bytes of sound, and it holds \(held)"
  guard let end = chunk.formEnd, (0...1).contains(span.end - end) else { throw file.truncated("is cut short: \(lack)") }
  span.notes.append("\(lack), and yet is as long as it says")
}

/// Whether chunks fill a range: what follows a sound of no length is then no sound.
private func holdsChunks(_ file: ByteFile, _ range: Range<Int>) throws(AudioFailure) -> Bool {
  var offset = range.lowerBound
  while offset + 8 <= range.upperBound {
    let header = try file.bytes(at: offset, count: 8)
    guard header.prefix(4).allSatisfy({ (0x20...0x7e).contains($0) }) else { return false }
    offset += 8 + (Int(header.dropFirst(4).littleEndian) + 1) / 2 * 2
  }
  return offset == range.upperBound
}
