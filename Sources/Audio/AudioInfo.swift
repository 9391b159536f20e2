import StageKit

/// What a sound file says about itself, before decoding.
public struct AudioInfo: Sendable, Hashable, Codable {
  /// What decodes it.
  public let decoder: AudioDecoder
  /// Frames per second in the file, in Hz.
  public let sampleRate: Int
  /// Channels in the file, 1 or more.
  public let channels: Int
  /// Frames (samples per channel) that the file declares; nil where it declares none, or only an estimate (MP3, and much that
  /// ffmpeg reads).
  public let frames: Int?
  /// The container and the coding, in the decoder's words, such as `WAV (Microsoft), Signed 16 bit PCM`.
  public let format: String
  /// The timecode of the file's first moment, if it has one.
  public let timecode: FileTimecode?

  /// A description of a file.
  public init(
    decoder: AudioDecoder, sampleRate: Int, channels: Int, frames: Int?, format: String, timecode: FileTimecode? = nil
  ) {
    self.decoder = decoder
    self.sampleRate = sampleRate
    self.channels = channels
    self.frames = frames
    self.format = format
    self.timecode = timecode
  }

  /// A place in the sound for people: seconds, to a hundredth.
  func seconds(_ frame: Int) -> String {
    "\((Double(frame) / Double(sampleRate) * 100).rounded() / 100) s"
  }
}

/// A way to decode files.
public enum AudioDecoder: String, Sendable, Codable, CaseIterable {
  /// The library: WAV, AIFF, FLAC, Ogg Vorbis, Opus, MP3 and more.
  case libsndfile
  /// The program, found in the search path: what libsndfile cannot open, such as m4a, wma and the sound of videos.
  case ffmpeg
}
