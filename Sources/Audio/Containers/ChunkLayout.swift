/// How a family of containers writes its chunks: a name, a size, the body.
struct ChunkLayout {
  /// Where the first chunk begins, in bytes.
  let firstChunk: Int
  /// Length of a chunk's name; only the first four bytes tell one from another.
  let nameBytes: Int
  /// Length of a chunk's size.
  let sizeBytes: Int
  let bigEndian: Bool
  /// True if the size counts name and size too.
  let sizeCountsHeader: Bool
  /// Chunks begin at multiples of this many bytes.
  let alignment: Int
  /// The name of the chunk that holds the samples.
  let sound: String
  /// What stands before the samples in that chunk, in bytes.
  let soundOffset: Int

  var headerBytes: Int { nameBytes + sizeBytes }

  /// The layout of a file by its first 12 bytes; nil for containers of other kinds.
  init?(magic: [UInt8]) {
    let form = magic.dropFirst(8)
    if magic.hasPrefix("RIFF") || magic.hasPrefix("RF64"), form.hasPrefix("WAVE") {
      self.init(firstChunk: 12, sound: "data")
    } else if magic.hasPrefix("RIFX"), form.hasPrefix("WAVE") {
      self.init(firstChunk: 12, bigEndian: true, sound: "data")
    } else if magic.hasPrefix("FORM"), form.hasPrefix("AIF") {
      self.init(firstChunk: 12, bigEndian: true, sound: "SSND", soundOffset: 8)
    } else if magic.hasPrefix("caff") {
      self.init(firstChunk: 8, sizeBytes: 8, bigEndian: true, alignment: 1, sound: "data")
    } else if magic.hasPrefix("riff") {
      self.init(firstChunk: 40, nameBytes: 16, sizeBytes: 8, sizeCountsHeader: true, alignment: 8, sound: "data")
    } else {
      return nil
    }
  }

  private init(
    firstChunk: Int, nameBytes: Int = 4, sizeBytes: Int = 4, bigEndian: Bool = false, sizeCountsHeader: Bool = false,
    alignment: Int = 2, sound: String, soundOffset: Int = 0
  ) {
    self.firstChunk = firstChunk
    self.nameBytes = nameBytes
    self.sizeBytes = sizeBytes
    self.bigEndian = bigEndian
    self.sizeCountsHeader = sizeCountsHeader
    self.alignment = alignment
    self.sound = sound
    self.soundOffset = soundOffset
  }

  /// Where a file ends by the size of the form that all chunks lie in; nil if it says nothing.
  func formEnd(of file: ByteFile, in span: SoundSpan) throws(AudioFailure) -> Int? {
    guard nameBytes == 4, sizeBytes == 4 else { return nil }
    let field = try file.bytes(at: span.start + 4, count: 4)
    let size = Int(bigEndian ? field.bigEndian : field.littleEndian)
    return size > firstChunk && size < 0x7fff_f000 ? span.start + 8 + size : nil
  }
}
