import StageKit

/// Where a pipeline's tracks come from.
public struct Source: Sendable, Hashable {
  /// What decodes the tracks.
  public enum Decoder: String, Choice {
    /// libsndfile, and the ffmpeg program for what libsndfile cannot open.
    case auto
    /// libsndfile alone.
    case libsndfile
    /// The ffmpeg program alone.
    case ffmpeg
  }

  /// What becomes of a track that is cut short or damaged.
  public enum Damaged: String, Choice {
    /// It fails.
    case refuse
    /// Its documents are made from what can be decoded; the run's log tells what is wrong.
    case keep
  }

  /// Files, folders and glob patterns, relative ones resolved against the pipeline's folder. Empty if the pipeline names
  /// none and expects them on the command line.
  public let audio: [String]
  /// The rate that all audio is brought to, in Hz.
  public let sampleRate: Double
  /// What decodes the tracks.
  public let decoder: Decoder
  /// What becomes of damaged tracks. It decides whether there are documents, not what is in those of a whole track.
  public let damaged: Damaged
}
