import FoundationEssentials
import StageKit

/// A file's bytes within a page. Source: RFC 2397, RFC 4648.
enum DataURL {
  private static let types = [
    "mp3": "audio/mpeg", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
    "flac": "audio/flac", "m4a": "audio/mp4", "mp4": "audio/mp4", "aac": "audio/aac", "webm": "audio/webm",
  ]

  /// What sound files begin with: RIFF, FLAC, Ogg, MP3 behind a tag, and WebM.
  private static let starts: [[UInt8]] = [
    Array("RIFF".utf8), Array("fLaC".utf8), Array("OggS".utf8), Array("ID3".utf8), [0x1A, 0x45, 0xDF, 0xA3],
  ]

  /// The bytes of a sound file as a `data:` URL.
  ///
  /// - Parameter ending: The file's ending, which tells its type.
  /// - Throws: ``Failure`` if the bytes are no sound, or browsers do not play such files.
  static func text(of bytes: [UInt8], ending: String) throws(Failure) -> String {
    guard let type = types[ending.lowercased()] else {
      throw Failure(
        "browsers do not play files that end in '\(ending)'",
        remedy: "embed \(types.keys.sorted().joined(separator: ", "))")
    }
    guard isSound(bytes) else {
      throw Failure("what would be embedded is no sound", remedy: "name the song's own file")
    }
    return "data:\(type);base64,\(Data(bytes).base64EncodedString())"
  }

  /// Whether bytes begin as those of a sound file: of a plan in place of the song, the name alone says nothing.
  private static func isSound(_ bytes: [UInt8]) -> Bool {
    // MPEG-4 has its mark behind a length; MP3 and AAC begin with eleven bits, some of them behind zeros.
    if starts.contains(where: bytes.starts) || bytes.dropFirst(4).starts(with: "ftyp".utf8) { return true }
    let frame = bytes.drop { $0 == 0 }.prefix(2)
    return frame.first == 0xFF && frame.count == 2 && frame.last.map { $0 & 0xE0 == 0xE0 } == true
  }

  /// Whether a reference holds the file's bytes itself.
  static func isOne(_ reference: String) -> Bool { reference.hasPrefix("data:") }
}
