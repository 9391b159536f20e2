import Shots
import StageKit

/// Where a pipeline's tracks come from, and what is known of them besides their files.
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

  /// What the tracks are.
  public enum Material: Sendable, Hashable {
    /// Songs to decode.
    case audio
    /// Rows of the user's own in place of audio, one view or several; a track's file is that of the first.
    case frames([FrameView])
    /// Shot plans in place of audio, as writers write them and people edit them, by hand or in an editor.
    case plans
  }

  /// What the tracks are.
  public let material: Material
  /// Files, folders and glob patterns of the tracks, relative ones resolved against the pipeline's folder. Empty if the
  /// pipeline names none and expects them on the command line.
  public let files: [String]
  /// The same for tracks without labels, from which only a teacher's opinion is learned.
  public let unlabelled: [String]
  /// The file with a track's labels.
  public let labels: TrackFile?
  /// How the tracks are divided into parts; without it, all are of the training part.
  public let split: CorpusSplit?
  /// The rate that all audio is brought to, in Hz.
  public let sampleRate: Double
  /// What decodes the tracks.
  public let decoder: Decoder
  /// Which of a file's audio tracks is heard.
  public let track: SoundTrack
  /// What becomes of damaged tracks. It decides whether there are documents, not what is in those of a whole track.
  public let damaged: Damaged
  /// The frame rate of plans that do not say theirs, as edit decision lists do not.
  public let frameRate: FrameRate?
  /// The shot types that clips' names in plans may mean; those of the plan that an edit was made from, or else the paper's
  /// eight, if `nil`.
  public let vocabulary: Vocabulary?
}

extension Source {
  /// Whether the tracks are shot plans.
  public var isOfPlans: Bool { material == .plans }

  /// The views of the user's own rows; none if the tracks are songs.
  public var views: [FrameView] {
    if case .frames(let views) = material { views } else { [] }
  }
}
