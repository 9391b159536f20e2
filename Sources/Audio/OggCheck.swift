/// Fails if an Ogg file (Vorbis, Opus, FLAC, Speex) is cut short, or has bytes missing between pages.
///
/// The pages are walked by their headers (RFC 3533, section 6). A stream is whole if its last page has the end-of-stream
/// flag. libsndfile reads only the first of chained streams, and says nothing.
///
/// - Returns: Where the chained streams lie, in bytes: one in most files, none in a file of another kind.
func checkOggPages(of file: ByteFile) throws(AudioFailure) -> [Range<Int>] {
  var page = try OggPage(of: file, at: 0)
  var starts: [Int] = []
  var ended = true
  var offset = 0
  while let current = page {
    if current.begins && ended { starts.append(offset) }
    ended = current.ends
    offset = current.end
    if offset > file.size {
      throw file.truncated("is cut short: its last Ogg page ends \(offset - file.size) bytes beyond the file")
    }
    page = try OggPage(of: file, at: offset)
  }
  if !ended && offset == file.size {
    throw file.truncated("is cut short: its last Ogg page does not end the stream")
  }
  if !ended {
    throw file.corrupt("is damaged: byte \(offset) of \(file.size) begins no Ogg page, and the stream has not ended")
  }
  return zip(starts, starts.dropFirst() + [file.size]).map { $0..<$1 }
}
