import Formats
import StageKit

/// Where a page finds its song.
enum PageSound {
  /// In a file, by a reference relative to the page.
  case link(String)
  /// In itself.
  case embedded(DataURL)

  private static let types = [
    "mp3": "audio/mpeg", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
    "flac": "audio/flac", "m4a": "audio/mp4", "mp4": "audio/mp4", "aac": "audio/aac", "webm": "audio/webm",
  ]

  /// What sound files begin with: RIFF, FLAC, Ogg, MP3 behind a tag, and WebM.
  private static let starts: [[UInt8]] = [
    Array("RIFF".utf8), Array("fLaC".utf8), Array("OggS".utf8), Array("ID3".utf8), [0x1A, 0x45, 0xDF, 0xA3],
  ]

  /// The bytes of a sound file in the page.
  ///
  /// - Parameter ending: The file's ending, which tells its type.
  /// - Throws: ``Failure`` if the bytes are no sound, or browsers do not play such files.
  init(embedding bytes: [UInt8], ending: String) throws(Failure) {
    guard let type = Self.types[ending.lowercased()] else {
      throw Failure(
        "browsers do not play files that end in '\(ending)'",
        remedy: "embed \(Self.types.keys.sorted().joined(separator: ", "))")
    }
    guard Self.isSound(bytes) else {
      throw Failure("what would be embedded is no sound", remedy: "name the song's own file")
    }
    self = .embedded(DataURL(type: type, bytes: bytes))
  }

  /// Whether bytes begin as those of a sound file: of a plan in place of the song, the name alone says nothing.
  private static func isSound(_ bytes: [UInt8]) -> Bool {
    // MPEG-4 has its mark behind a length; MP3 and AAC begin with eleven bits, some of them behind zeros.
    if starts.contains(where: bytes.starts) || bytes.dropFirst(4).starts(with: "ftyp".utf8) { return true }
    let frame = bytes.drop { $0 == 0 }.prefix(2)
    return frame.first == 0xFF && frame.count == 2 && frame.last.map { $0 & 0xE0 == 0xE0 } == true
  }
}
