import FoundationEssentials
import StageKit

/// What is to be decoded, and how: what ``AudioFile`` is made with.
public struct DecodingRequest: Sendable, Hashable, Codable {
  /// A sound file, or a video with sound.
  public let path: String
  /// The rate to give samples at, in Hz.
  public let sampleRate: Double
  /// Which of the file's audio tracks is read.
  public let track: SoundTrack
  /// The decoders to try, in order.
  public let decoders: [AudioDecoder]
  /// Whether a file that is damaged or cut short gives what can be decoded, rather than failing.
  public let keepsDamaged: Bool

  /// What is to be decoded, and how.
  public init(
    path: String, sampleRate: Double, track: SoundTrack = .first, decoders: [AudioDecoder] = AudioDecoder.allCases,
    keepsDamaged: Bool = false
  ) {
    self.path = path
    self.sampleRate = sampleRate
    self.track = track
    self.decoders = decoders
    self.keepsDamaged = keepsDamaged
  }
}

extension AudioFile {
  /// Opens a file as a request says.
  ///
  /// - Throws: ``AudioFailure`` of any kind.
  convenience init(_ request: DecodingRequest) throws(AudioFailure) {
    try self.init(
      path: request.path, sampleRate: request.sampleRate, track: request.track, decoders: request.decoders,
      keepsDamaged: request.keepsDamaged)
  }
}

/// What a worker says of a file, beside its samples.
enum DecodingAnswer: Codable {
  /// It is open; samples follow.
  case opened(AudioInfo)
  /// It has been read to its end.
  case ended(seconds: Double, damage: AudioFailure?, notes: [String])
  /// It gives no samples, or no more.
  case failed(AudioFailure)
}

/// What stands before each message between a worker and its user: a kind and a length, in the machine's own order of bytes.
struct DecodingHeader {
  enum Kind: UInt32 {
    /// JSON: a request or an answer.
    case words
    /// Samples.
    case samples
  }

  /// Length of a header in bytes.
  static let size = 8
  /// The longest message that is believed, in bytes.
  private static let longest = 1 << 24

  let kind: Kind
  /// Length of the message, in bytes.
  let count: Int

  init(_ kind: Kind, count: Int) {
    self.kind = kind
    self.count = count
  }

  /// Reads a header; nil for what is none.
  init?(_ bytes: [UInt8]) {
    let (kind, count) = bytes.withUnsafeBytes {
      ($0.loadUnaligned(as: UInt32.self), $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    }
    guard let kind = Kind(rawValue: kind), count <= Self.longest else { return nil }
    self.init(kind, count: Int(count))
  }

  /// A message: header and content.
  static func message(_ value: some Encodable) throws(Failure) -> [UInt8] {
    guard let words = try? JSONEncoder().encode(value) else { throw Failure("a message cannot be written") }
    return Self(.words, count: words.count).bytes + words
  }

  /// What stands before samples.
  static func samples(_ count: Int) -> [UInt8] { Self(.samples, count: count * MemoryLayout<Float>.size).bytes }

  private var bytes: [UInt8] {
    [kind.rawValue, UInt32(count)].withUnsafeBytes { Array($0) }
  }
}
