/// A sound file as a stream of mono samples at one rate.
///
/// Samples are what `librosa.load(path, sr=sampleRate)` gives: decoded to 32-bit floats by libsndfile, averaged over the
/// channels as `numpy.mean` does, and, only if the rates differ, resampled by soxr with its `HQ` recipe. The length is
/// ceil(frames * sampleRate / the file's rate): soxr's output is cut or followed by zeros, as `librosa.util.fix_length`
/// does. Memory does not grow with the file, and the bits do not depend on how the stream is cut into blocks.
///
/// A file that is damaged or cut short fails; it never gives part of a song for the whole. What can be seen without
/// decoding fails in the initialiser, the rest where the damage is met. One reader belongs to one thread at a time;
/// several may run in parallel.
public final class AudioFile {
  /// The source and target rates that are taken, in Hz: beyond them a rate is an error in a header, not a sound.
  public static let sampleRates: ClosedRange<Double> = 1_000...1_000_000

  /// The file, as the caller named it.
  public let path: String
  /// What the file says about itself.
  public let info: AudioInfo
  /// The rate of the samples given, in Hz.
  public let sampleRate: Double
  /// How many samples have been given; at the end, the length.
  public private(set) var position = 0

  /// The endings of the formats that are read, in lower case: what a folder is searched for.
  public static let endings = [
    "wav", "flac", "mp3", "ogg", "oga", "opus", "aif", "aiff", "aifc", "au", "snd", "caf", "w64", "rf64",
  ]

  /// The length of what has been decoded, in seconds at the file's own rate; after the end, the file's length.
  public var seconds: Double { Double(decodedCount) / Double(info.sampleRate) }

  private let decoder: Decoder
  private let resampler: Resampler?
  private var decoded: [Float] = []
  private var decodedCount = 0
  private var ready: [Float] = []
  private var readyStart = 0
  private var readyTotal = 0
  private var ended = false

  /// Opens a file and checks what can be checked without decoding it.
  ///
  /// - Parameters:
  ///   - path: A sound file of a format that libsndfile opens.
  ///   - sampleRate: The rate to give samples at, in Hz, within ``sampleRates``.
  /// - Throws: ``AudioFailure`` of any kind.
  public init(path: String, sampleRate: Double) throws(AudioFailure) {
    let file = try ByteFile(path: path)
    try checkChunks(of: file)
    try checkOggPages(of: file)
    let mpegSamples = try checkMPEGFrames(of: file)
    let decoder = try Decoder(file: file, mpegSamples: mpegSamples)
    for rate in [Double(decoder.info.sampleRate), sampleRate] where !Self.sampleRates.contains(rate) {
      throw AudioFailure(
        path: path, kind: .unsupported, reason: "has or is asked for a sample rate of \(rate) Hz",
        remedy: "use rates from 1 kHz to 1 MHz")
    }
    let sourceRate = Double(decoder.info.sampleRate)
    self.path = path
    self.info = decoder.info
    self.sampleRate = sampleRate
    self.decoder = decoder
    self.resampler = sourceRate == sampleRate ? nil : try Resampler(from: sourceRate, to: sampleRate, path: path)
  }

  /// Replaces a block by the next samples of the stream.
  ///
  /// - Parameters:
  ///   - block: The samples given; its capacity is kept.
  ///   - count: The most samples to give. Fewer are given only at the end.
  /// - Returns: How many samples were given; 0 after the end.
  /// - Throws: ``AudioFailure`` of kind `corrupt`, `truncated`, `empty` or `unreadable`.
  public func read(into block: inout [Float], atMost count: Int) throws(AudioFailure) -> Int {
    block.removeAll(keepingCapacity: true)
    while !ended && ready.count - readyStart < count { try fill() }
    let given = max(0, min(count, ready.count - readyStart))
    block.append(contentsOf: ready[readyStart..<readyStart + given])
    readyStart += given
    position += given
    return given
  }

  /// Moves one decoded block, or at the end what the resampler still holds, to the samples ready to be given.
  private func fill() throws(AudioFailure) {
    ready.removeFirst(readyStart)
    readyStart = 0
    let before = ready.count
    let count = try decoder.read(into: &decoded)
    decodedCount += count
    ended = count == 0
    if let resampler {
      if ended {
        try resampler.finish(appendingTo: &ready)
      } else {
        try resampler.process(decoded, appendingTo: &ready)
      }
    } else {
      ready.append(contentsOf: decoded)
    }
    readyTotal += ready.count - before
    if ended { fixLength() }
  }

  private func fixLength() {
    let length = Int((Double(decodedCount) * sampleRate / Double(info.sampleRate)).rounded(.up))
    if readyTotal < length {
      ready.append(contentsOf: repeatElement(0, count: length - readyTotal))
    } else {
      ready.removeLast(min(ready.count, readyTotal - length))
    }
  }
}
