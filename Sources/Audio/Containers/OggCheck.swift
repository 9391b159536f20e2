/// Fails if an Ogg file (Vorbis, Opus, FLAC, Speex) is cut short, or has bytes missing between pages.
///
/// The pages are walked by their headers. A stream is whole if its last page has the end-of-stream flag, or if no packet
/// goes on behind it: streams that were recorded lack the flag. libsndfile reads only the first of chained streams, and
/// says nothing.
///
/// - Returns: Where the chained streams lie: one in most files, none in a file of another kind.
func checkOggPages(of file: ByteFile, in span: SoundSpan) throws(AudioFailure) -> [SoundSpan] {
  var links: [SoundSpan] = []
  var last: OggPage?
  while let page = try OggPage(of: file, at: last?.end ?? span.start) {
    guard page.end <= span.end else {
      throw file.truncated("is cut short: its last Ogg page ends \(page.end - span.end) bytes beyond the file")
    }
    if page.begins, !(last?.begins ?? false) {
      if let last { try endLink(&links, with: last, in: file) }
      links.append(SoundSpan(range: page.offset..<page.end))
    }
    last = page
  }
  guard let last else { return [] }
  if !last.ends, try !file.holdsNothing(in: last.end..<span.end) {
    throw file.corrupt("is damaged: byte \(last.end) of \(file.size) begins no Ogg page, and the stream has not ended")
  }
  if !last.ends, !last.endsPacket {
    throw file.truncated("is cut short: its last Ogg page ends in the middle of a packet")
  }
  try endLink(&links, with: last, in: file)
  return links
}

/// Notes where the last stream ends.
private func endLink(_ links: inout [SoundSpan], with page: OggPage, in file: ByteFile) throws(AudioFailure) {
  guard var link = links.popLast() else { return }
  link.range = link.start..<page.end
  if !page.ends {
    link.notes.append("its last Ogg page at byte \(page.offset) does not end the stream; more of it may be missing")
    try page.end(in: &link, of: file)
  }
  links.append(link)
}

/// Where the first Ogg page begins that is damaged or follows a lost one, in bytes; nil if all are sound.
///
/// libogg drops damaged pages, and pages are numbered. That fewer samples come out than the last page declares proves
/// nothing alone: songs that were cut from longer ones declare too many.
func damagedOggPage(in file: ByteFile, _ range: Range<Int>) throws(AudioFailure) -> Int? {
  var offset = range.lowerBound
  var expected: UInt64?
  while offset < range.upperBound, let page = try OggPage(of: file, at: offset) {
    guard let number = try page.number(in: file), number == expected ?? number else { return offset }
    expected = number + 1
    offset = page.end
  }
  return nil
}
