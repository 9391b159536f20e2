/// Fails if an MP4, M4A or QuickTime file ends within one of its boxes.
///
/// A file is a row of boxes: a size in 32 bits that counts itself, a name, the body (ISO 14496-12, section 4.2). Size 1
/// stands for 64 bits behind the name, size 0 for all up to the file's end. What has no name of a box behind the last one
/// promises nothing: a tag, say.
///
/// - Returns: Whether the file is one of these.
func checkMovieBoxes(of file: ByteFile, in span: SoundSpan) throws(AudioFailure) -> Bool {
  let firstNames = ["ftyp", "moov", "mdat", "wide", "free", "skip"]
  let names = firstNames + ["moof", "mfra", "sidx", "styp", "uuid", "meta", "udta", "pnot", "PICT"]
  let first = try file.bytes(at: span.start + 4, count: 4)
  guard firstNames.contains(where: { first.hasPrefix($0) }) else { return false }
  var offset = span.start
  while offset + 8 <= file.size {
    let header = try file.bytes(at: offset, count: 16)
    var size = header.prefix(4).bigEndian
    let name = header.dropFirst(4).prefix(4)
    if size == 0 || !names.contains(where: { name.hasPrefix($0) }) { return true }
    if size == 1 { size = header.dropFirst(8).bigEndian }
    guard size >= 8 else { return true }
    let held = file.size - offset
    guard size <= UInt64(held) else {
      let name = String(decoding: name, as: UTF8.self)
      throw file.truncated("is cut short: its box '\(name)' promises \(size) bytes, and the file holds \(held)")
    }
    offset += Int(size)
  }
  return true
}
