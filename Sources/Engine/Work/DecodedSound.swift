import Audio
import Pipeline
import StageKit

/// What is known of a track's sound once it is decoded.
struct DecodedSound {
  /// The track's length in seconds.
  var seconds = 0.0
  /// Channels of the sound that was decoded; 0 for a track that is no sound.
  var channels = 0
  /// Samples per second in the file; 0 for a track that is no sound.
  var sampleRate = 0
  /// The timecode of the file's first moment, if it has one.
  var timecode: FileTimecode?
  /// What decoded it, the container and the coding, such as `ffmpeg: QuickTime / MOV, aac`.
  var decoder = ""
  /// What is wrong with a damaged track that is kept.
  var damage: AudioFailure?
  /// What is odd about a track that is whole.
  var notes: [String] = []

  /// What is wrong with a damaged track that is kept, and what its documents are made from.
  var damageText: String? {
    damage.map { damage in
      "\(damage.path): \(damage.reason); the documents are of the \((seconds * 100).rounded() / 100) s that it gives"
    }
  }
}

extension DecodedSound {
  /// What is known of a file that has been read to its end.
  init(_ audio: any SampleStream) {
    self.init(
      seconds: audio.seconds, channels: audio.info.channels, sampleRate: audio.info.sampleRate,
      timecode: audio.info.timecode,
      decoder: "\(audio.info.decoder.rawValue): \(audio.info.format)", damage: audio.damage, notes: audio.notes)
  }
}

extension Source.Decoder {
  /// The decoders to try, in order.
  var decoders: [AudioDecoder] {
    switch self {
    case .auto: [.libsndfile, .ffmpeg]
    case .libsndfile: [.libsndfile]
    case .ffmpeg: [.ffmpeg]
    }
  }
}
