/// What can be seen of a file without decoding it.
struct ContainerCheck {
  /// What is wrong with the container; of kind `unsupported` where libsndfile would quietly give a part of the sound.
  private(set) var failure: AudioFailure?
  /// Where the sound lies.
  private(set) var span: SoundSpan
  /// Where the streams of an Ogg file lie, one at least; empty for files of other kinds.
  private(set) var oggLinks: [SoundSpan] = []
  /// How many samples an MPEG audio file holds; nil for files of other kinds, and damaged ones.
  private(set) var mpegSamples: Int?
  /// False where libsndfile would give a part of the sound for the whole, or its MP3 decoder write to standard error.
  private(set) var suitsSndfile = true

  /// What is odd about a file that is whole, a sentence each.
  var notes: [String] { span.notes + oggLinks.flatMap(\.notes) }

  /// - Throws: ``AudioFailure`` of kind `unreadable` only.
  init(_ file: ByteFile) throws(AudioFailure) {
    span = SoundSpan(range: 0..<file.size)
    do throws(AudioFailure) {
      let start = try file.skippingTagsAndZeros()
      // Only tags, or one whose size is not right.
      if start < file.size { span.range = start..<file.size }
      if try checkChunks(of: file, in: &span) { return }
      if try checkMovieBoxes(of: file, in: span) { return }
      oggLinks = try checkOggPages(of: file, in: span)
      guard oggLinks.isEmpty else { return }
      span.range = try span.start..<file.skippingTags(before: span.end, downTo: span.start)
    } catch {
      if error.kind == .unreadable { throw error }
      failure = error
      return
    }
    do throws(AudioFailure) {
      mpegSamples = try checkMPEGFrames(of: file, in: &span)
    } catch {
      if error.kind == .unreadable { throw error }
      failure = error
      suitsSndfile = false
    }
  }
}

/// Where the sound lies in a file: without the tags around it, and with a header that says how much there is.
struct SoundSpan {
  /// In bytes.
  var range: Range<Int>
  /// Bytes that are read in place of the file's own, by their place.
  var patches: [Int: UInt8] = [:]
  /// What is odd about a file that is whole, a sentence each.
  var notes: [String] = []

  /// Where it begins, in bytes.
  var start: Int { range.lowerBound }
  /// Where it ends, in bytes.
  var end: Int { range.upperBound }

  /// Sets what is read in place of the bytes at a place.
  mutating func patch(_ bytes: some Collection<UInt8>, at offset: Int) {
    for (index, byte) in bytes.enumerated() { patches[offset + index] = byte }
  }
}
