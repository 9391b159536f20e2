/// What can be seen of a file without decoding it.
struct ContainerCheck {
  /// What is wrong with the container; of kind `unsupported` where libsndfile would quietly give a part of the sound.
  private(set) var failure: AudioFailure?
  /// Where the streams of an Ogg file lie, in bytes.
  private(set) var oggLinks: [Range<Int>] = []
  /// How many samples an MPEG audio file holds; nil for files of other kinds, and damaged ones.
  private(set) var mpegSamples: Int?
  /// False where libsndfile would give a part of the sound for the whole, or its MP3 decoder write to standard error.
  private(set) var suitsSndfile = true

  /// - Throws: ``AudioFailure`` of kind `unreadable` only.
  init(_ file: ByteFile) throws(AudioFailure) {
    do throws(AudioFailure) {
      try checkChunks(of: file)
      try checkMovieBoxes(of: file)
      oggLinks = try checkOggPages(of: file)
    } catch {
      if error.kind == .unreadable { throw error }
      failure = error
      return
    }
    do throws(AudioFailure) {
      mpegSamples = try checkMPEGFrames(of: file)
    } catch {
      if error.kind == .unreadable { throw error }
      failure = error
      suitsSndfile = false
    }
  }
}
