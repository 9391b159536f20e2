/// Chained Ogg streams, as web radios and joined files have them: libsndfile on one after another.
final class ChainDecoder: SampleDecoder {
  let info: AudioInfo

  private let file: ByteFile
  private var links: ArraySlice<SoundSpan>
  private var decoder: SndfileDecoder

  /// Opens each of the streams once: all must have one sample rate, whatever else changes.
  ///
  /// - Parameter links: Where the streams lie in the file, one at least.
  init(file: ByteFile, links: [SoundSpan]) throws(AudioFailure) {
    let first = try SndfileDecoder(file: file, span: links[0])
    for link in links.dropFirst() {
      let rate = try SndfileDecoder(file: file, span: link).info.sampleRate
      guard rate == first.info.sampleRate else {
        throw file.failure(
          .unsupported, "is a chain of Ogg streams at \(first.info.sampleRate) and \(rate) Hz",
          "bring it to one rate: ffmpeg -i FILE NEW.flac")
      }
    }
    self.file = file
    self.links = links.dropFirst()
    decoder = first
    info = AudioInfo(
      decoder: .libsndfile, sampleRate: first.info.sampleRate, channels: first.info.channels, frames: nil,
      format: "\(first.info.format), \(links.count) streams")
  }

  func read(into mono: inout [Float]) throws(AudioFailure) -> Int {
    while true {
      let count = try decoder.read(into: &mono)
      if count > 0 { return count }
      guard let next = links.popFirst() else { return 0 }
      decoder = try SndfileDecoder(file: file, span: next)
    }
  }
}
