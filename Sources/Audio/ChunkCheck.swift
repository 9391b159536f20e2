/// Fails if a WAV, AIFF, Wave64, RF64, CAF, AU or AVI file is shorter than its header says.
///
/// libsndfile quietly takes the shorter length. A size with which writers to a pipe say "unknown" (0, or 0x7FFFF000 and
/// above in 32 bits, as sox and ffmpeg write; -1 in CAF) promises nothing, so nothing is missed.
func checkChunks(of file: ByteFile) throws(AudioFailure) {
  let magic = try file.bytes(at: 0, count: 12)
  if magic.hasPrefix(".snd") {
    let body = Int(magic.dropFirst(4).prefix(4).bigEndian)
    try check(size: magic.dropFirst(8).bigEndian, at: body, sizeBytes: 4, of: file)
  } else if magic.hasPrefix("RIFF"), magic.dropFirst(8).hasPrefix("AVI ") {
    try check(size: magic.dropFirst(4).prefix(4).littleEndian, at: 8, sizeBytes: 4, of: file)
  } else if let layout = ChunkLayout(magic: magic) {
    try check(layout, of: file)
  }
}

private func check(_ layout: ChunkLayout, of file: ByteFile) throws(AudioFailure) {
  var offset = layout.firstChunk
  var longSize: UInt64?
  while offset + layout.headerBytes <= file.size {
    let header = try file.bytes(at: offset, count: layout.headerBytes)
    let field = header.dropFirst(layout.nameBytes)
    let size = layout.bigEndian ? field.bigEndian : field.littleEndian
    let body = offset + layout.headerBytes
    let counted = layout.sizeCountsHeader ? UInt64(layout.headerBytes) : 0
    let bodySize = size >= counted ? size - counted : size
    if header.hasPrefix(layout.sound) {
      if let longSize, size == UInt64(UInt32.max) {
        return try check(size: longSize, at: body, sizeBytes: 8, of: file)
      }
      return try check(size: bodySize, at: body, sizeBytes: layout.sizeBytes, of: file)
    }
    if header.hasPrefix("ds64") {
      // RF64 (EBU Tech 3306): the sizes of the form and of the data chunk in 64 bits.
      longSize = try file.bytes(at: body + 8, count: 8).littleEndian
    }
    guard bodySize <= UInt64(file.size) else { return }
    offset = (body + Int(bodySize) + layout.alignment - 1) / layout.alignment * layout.alignment
  }
}

private func check(size: UInt64, at body: Int, sizeBytes: Int, of file: ByteFile) throws(AudioFailure) {
  let unknown: UInt64 = sizeBytes == 4 ? 0x7fff_f000 : UInt64(Int64.max)
  let held = max(0, file.size - body)
  guard size < unknown, size > UInt64(held) else { return }
  throw file.truncated("is cut short: its header promises \(size) bytes of sound, and it holds \(held)")
}
