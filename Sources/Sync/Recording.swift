import Audio
import Signal
import StageKit

/// The sound of a file as syncing needs it: one channel at 8 kHz, kept in a temporary file if it is long, and its levels.
public struct Recording: Sendable {
  /// Samples per second, in Hz: more tell nothing more about rooms that swallow the highest octaves.
  static let sampleRate = 8000.0
  /// The longest recording, in seconds: its levels stay in memory, 9 MB an hour.
  private static let longest = 12 * 3600.0
  private static let blockSize = 1 << 16

  /// The file, as the caller named it.
  public let path: String
  /// What is wrong with a file that is damaged; what can be decoded of it is there.
  public let damage: String?
  /// Shape (samples, 1).
  let samples: Frames
  /// As ``BandLevels`` gives them.
  let levels: [Float]

  /// The recording's length in seconds.
  public var seconds: Double { Double(samples.count) / Self.sampleRate }

  /// Decodes a file.
  ///
  /// - Throws: `AudioFailure` if it has no sound, cannot be decoded, or the task is cancelled; ``Failure`` if it is too
  ///   long, or there is no room for temporary data.
  public init(path: String, by decoders: DecoderPool) throws {
    let request = DecodingRequest(path: path, sampleRate: Self.sampleRate, keepsDamaged: true)
    let stream = try decoders.open(request)
    var spool = RowSpool(format: .audio(sampleRate: Self.sampleRate))
    var levels = try BandLevels(sampleRate: Self.sampleRate)
    var block = Rows(width: 1)
    var count = 0
    while try stream.read(into: &block.values, atMost: Self.blockSize) > 0 {
      count += block.count
      guard Double(count) <= Self.longest * Self.sampleRate else {
        throw Failure(
          "\(path): lasts longer than \(ClockTime.text(Self.longest))", remedy: "cut the recording into parts")
      }
      levels.append(block.values)
      try spool.append(block)
    }
    self.path = path
    damage = stream.damage?.description
    samples = spool.frames
    self.levels = levels.finish()
  }

  /// A copy of some samples, all within the recording.
  func window(_ range: Range<Int>) throws -> [Float] { try samples.read(range) { Array($0) } }
}
