/// A way to decode files.
public enum AudioDecoder: String, Sendable, CaseIterable {
  /// The library: WAV, AIFF, FLAC, Ogg Vorbis, Opus, MP3 and more.
  case libsndfile
  /// The program, found in the search path: what libsndfile cannot open, such as m4a, wma and the sound of videos.
  case ffmpeg
}
