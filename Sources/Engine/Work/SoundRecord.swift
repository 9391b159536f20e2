import Audio
import Files
import StageKit
import Store

/// What is known of a track's sound once it was decoded: remembered by the key of the sound, so that nobody decodes a song
/// again to learn its length, or that it is damaged.
struct SoundRecord: Codable, Sendable {
  /// What is wrong with a damaged file.
  struct Damage: Codable, Sendable {
    let kind: String
    let reason: String
    let remedy: String
  }

  /// Raised when what is remembered changes: a record of another form is as good as none.
  private static let form = 4

  private let form: Int
  /// The track's length in seconds; `nil` if it was not decoded to its end.
  let seconds: Double?
  /// Channels of the sound; 0 for a track that is no sound, or was not decoded to its end.
  let channels: Int
  /// Samples per second in the file, likewise.
  let sampleRate: Int
  /// The timecode of the file's first moment.
  let timecode: FileTimecode?
  /// What decoded it, the container and the coding, such as `ffmpeg: QuickTime / MOV, aac`.
  let decoder: String
  /// What is wrong with it.
  let damage: Damage?
  /// What is odd about it, though it is whole.
  let notes: [String]

  /// The record of a sound; `nil` if nothing is known of it.
  init?(of sound: Digest, in store: Store) {
    guard let note = store.sounds[sound.hex],
      let record = try? JSONForm.decoded(Self.self, from: Array(note.utf8)), record.form == Self.form
    else { return nil }
    self = record
  }

  init(_ sound: DecodedSound) {
    form = Self.form
    (seconds, decoder, notes) = (sound.seconds, sound.decoder, sound.notes)
    (channels, sampleRate, timecode) = (sound.channels, sound.sampleRate, sound.timecode)
    damage = sound.damage.map { Damage(kind: $0.kind.rawValue, reason: $0.reason, remedy: $0.remedy) }
  }

  /// The record of a file that cannot be decoded for a fault of its own; `nil` if the fault may be another's.
  init?(_ failure: AudioFailure) {
    guard [.corrupt, .truncated].contains(failure.kind) else { return nil }
    form = Self.form
    (seconds, decoder, notes) = (nil, "", [])
    (channels, sampleRate, timecode) = (0, 0, nil)
    damage = Damage(kind: failure.kind.rawValue, reason: failure.reason, remedy: failure.remedy)
  }

  /// Notes the record; nobody minds if that fails.
  func note(as sound: Digest, in store: Store) {
    guard let text = try? JSONForm.encoded(self) else { return }
    try? store.sounds.note([(sound.hex, String(decoding: text, as: UTF8.self))])
  }

  /// The failure of a damaged file.
  func failure(of path: String) -> AudioFailure? {
    damage.flatMap { damage in
      AudioFailure.Kind(rawValue: damage.kind).map {
        AudioFailure(path: path, kind: $0, reason: damage.reason, remedy: damage.remedy)
      }
    }
  }

  /// What was decoded, as of a file's path.
  func sound(of path: String) -> DecodedSound? {
    seconds.map {
      DecodedSound(
        seconds: $0, channels: channels, sampleRate: sampleRate, timecode: timecode, decoder: decoder,
        damage: failure(of: path), notes: notes)
    }
  }
}
