/// Fails if an Ogg file (Vorbis, Opus, FLAC, Speex) is cut short, has bytes missing between pages, or is chained.
///
/// The pages are walked by their headers (RFC 3533, section 6). A stream is whole if its last page has the end-of-stream
/// flag. libsndfile reads only the first of chained streams, and says nothing.
func checkOggPages(of file: ByteFile) throws(AudioFailure) {
  var page = try OggPage(of: file, at: 0)
  guard page != nil else { return }
  var ended = false
  var offset = 0
  while let current = page {
    if current.begins && ended {
      throw file.failure(
        .unsupported, "holds several Ogg streams one after another, and only the first can be decoded",
        "join them: ffmpeg -i FILE NEW.flac")
    }
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
}
