import Glibc
import StageKit

/// A sound file as a stream of mono samples at one rate.
///
/// Samples are what `librosa.load(path, sr=sampleRate)` gives: decoded to 32-bit floats by libsndfile, or by ffmpeg at the
/// file's own rate, averaged over the channels as `numpy.mean` does, and, only if the rates differ, resampled by soxr with
/// its `HQ` recipe. The length is ceil(frames * sampleRate / the file's rate): soxr's output is cut or followed by zeros, as `librosa.util.fix_length`
/// does. The sound of a video is laid out by its time stamps, see ``FFmpegDecoder``. Memory does not grow with the file, and the bits do not depend on how the stream is cut into blocks.
///
/// A file that is damaged or cut short fails; it never gives part of a song for the whole. What can be seen without
/// decoding fails in the initialiser, the rest where the damage is met. If damaged files are to be kept, they give what can
/// be decoded, with zeros for samples that are not finite numbers, and ``damage`` tells what is wrong. One reader belongs to one thread at a time;
/// several may run in parallel.
public final class AudioFile: SampleStream {
  /// The source and target rates that are taken, in Hz: beyond them a rate is an error in a header, not a sound.
  public static let sampleRates: ClosedRange<Double> = 1_000...1_000_000

  /// The file, as the caller named it.
  public let path: String
  /// What the file says about itself.
  public let info: AudioInfo
  /// The rate of the samples given, in Hz.
  public let sampleRate: Double
  /// What is wrong with a damaged file that is kept, the first thing met; at the end, nil for whole files.
  public private(set) var damage: AudioFailure?
  /// What is odd about a file that is whole, a sentence each.
  public var notes: [String] { openingNotes + decoder.notes + faintness }

  /// The endings of the formats that are read, in lower case: what a folder is searched for.
  public static let endings = [
    "wav", "flac", "mp3", "ogg", "oga", "opus", "aif", "aiff", "aifc", "au", "snd", "caf", "w64", "rf64",
    "m4a", "m4b", "aac", "ac3", "wma", "wv", "ape", "mka", "mp4", "m4v", "mov", "mkv", "webm", "avi", "wmv",
  ]

  /// The length of what has been decoded, in seconds at the file's own rate; after the end, the file's length.
  public var seconds: Double { Double(decodedCount) / Double(info.sampleRate) }

  /// A file whose largest sample is below this, -60 dBFS, is all but silent.
  private static let faintest: Float = 0.001

  private let keepsDamaged: Bool
  private let decoder: any SampleDecoder
  private let openingNotes: [String]
  private let resampler: Resampler?
  private var decoded: [Float] = []
  private var decodedCount = 0
  private var ready: [Float] = []
  private var readyStart = 0
  private var readyTotal = 0
  private var ended = false
  /// The largest magnitude of a sample, until one is no longer faint.
  private var peak: Float = 0

  /// Opens a file and checks what can be checked without decoding it.
  ///
  /// - Parameters:
  ///   - path: A sound file, or a video with sound.
  ///   - sampleRate: The rate to give samples at, in Hz, within ``sampleRates``.
  ///   - track: Which of its audio tracks is read.
  ///   - decoders: The decoders to try, in order.
  ///   - keepsDamaged: Whether a file that is damaged or cut short gives what can be decoded, rather than failing.
  /// - Throws: ``AudioFailure`` of any kind.
  public init(
    path: String, sampleRate: Double, track: SoundTrack = .first, decoders: [AudioDecoder] = AudioDecoder.allCases,
    keepsDamaged: Bool = false
  ) throws(AudioFailure) {
    let opening = try Opening(ByteFile(path: path), track: track, with: decoders, keepsDamaged: keepsDamaged)
    let decoder = opening.decoder
    for rate in [Double(decoder.info.sampleRate), sampleRate] where !Self.sampleRates.contains(rate) {
      throw AudioFailure(
        path: path, kind: .unsupported, reason: "has or is asked for a sample rate of \(rate) Hz",
        remedy: "use rates from 1 kHz to 1 MHz")
    }
    let sourceRate = Double(decoder.info.sampleRate)
    self.path = path
    self.info = decoder.info
    self.sampleRate = sampleRate
    self.keepsDamaged = keepsDamaged
    self.decoder = decoder
    self.damage = opening.damage
    self.openingNotes = opening.notes
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
    return given
  }

  /// Moves one decoded block, or at the end what the resampler still holds, to the samples ready to be given.
  private func fill() throws(AudioFailure) {
    ready.removeFirst(readyStart)
    readyStart = 0
    let before = ready.count
    let count = try decode()
    try makeFinite()
    if peak < Self.faintest { peak = decoded.reduce(peak) { max($0, abs($1)) } }
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

  /// Decodes a block; gives its length, 0 at the end.
  private func decode() throws(AudioFailure) -> Int {
    do throws(AudioFailure) {
      return try decoder.read(into: &decoded)
    } catch {
      guard decodedCount > 0 else {
        let failure = damage ?? error
        throw keepsDamaged ? failure.withNothingDecoded : failure
      }
      try putUp(with: error)
      return 0
    }
  }

  /// Puts zeros in the place of decoded samples that are not finite numbers.
  private func makeFinite() throws(AudioFailure) {
    guard let place = decoded.firstIndex(where: { !$0.isFinite }) else { return }
    let frame = decodedCount + place
    try putUp(
      with: AudioFailure(
        path: path, kind: .corrupt,
        reason: "has a sample at \(info.seconds(frame)) (frame \(frame)) that is not a finite number",
        remedy:
          "render it again without NaN and infinity, or take them as zeros: run or plan again with --set source.damaged=keep"
      ))
    for index in decoded.indices where !decoded[index].isFinite { decoded[index] = 0 }
  }

  /// A note on a file whose noise may be taken for music; digital silence tells of itself.
  private var faintness: [String] {
    guard ended, peak > 0, peak < Self.faintest else { return [] }
    return ["it is all but silent, at most \(Int((20 * log10(peak)).rounded())) dBFS: what is found in it may be noise"]
  }

  /// Notes a failure where damaged files are kept; throws it elsewhere.
  private func putUp(with failure: AudioFailure) throws(AudioFailure) {
    guard keepsDamaged, failure.isDamage else { throw failure }
    damage = damage ?? failure
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
