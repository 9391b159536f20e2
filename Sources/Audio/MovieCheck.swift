/// Fails if an MP4, M4A or QuickTime file ends within one of its boxes.
///
/// A file is a row of boxes: a size in 32 bits that counts itself, a name, the body (ISO 14496-12, section 4.2). Size 1
/// stands for 64 bits behind the name, size 0 for all up to the file's end.
func checkMovieBoxes(of file: ByteFile) throws(AudioFailure) {
  let names = ["ftyp", "moov", "mdat", "wide", "free", "skip"]
  let first = try file.bytes(at: 4, count: 4)
  guard names.contains(where: { first.hasPrefix($0) }) else { return }
  var offset = 0
  while offset + 8 <= file.size {
    let header = try file.bytes(at: offset, count: 16)
    var size = header.prefix(4).bigEndian
    if size == 0 { return }
    if size == 1 { size = header.dropFirst(8).bigEndian }
    guard size >= 8 else { return }
    let held = file.size - offset
    guard size <= UInt64(held) else {
      let name = String(decoding: header[4..<8], as: UTF8.self)
      throw file.truncated("is cut short: its box '\(name)' promises \(size) bytes, and the file holds \(held)")
    }
    offset += Int(size)
  }
}
