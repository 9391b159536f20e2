import FoundationEssentials
import StageKit

/// A file's bytes within a page. Source: RFC 2397, RFC 4648.
enum DataURL {
  private static let types = [
    "mp3": "audio/mpeg", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
    "flac": "audio/flac", "m4a": "audio/mp4", "mp4": "audio/mp4", "aac": "audio/aac", "webm": "audio/webm",
  ]

  /// The bytes of a sound file as a `data:` URL.
  ///
  /// - Parameter ending: The file's ending, which tells its type.
  /// - Throws: ``Failure`` if browsers do not play such files.
  static func text(of bytes: [UInt8], ending: String) throws(Failure) -> String {
    guard let type = types[ending.lowercased()] else {
      throw Failure(
        "browsers do not play files that end in '\(ending)'",
        remedy: "embed \(types.keys.sorted().joined(separator: ", "))")
    }
    return "data:\(type);base64,\(Data(bytes).base64EncodedString())"
  }

  /// Whether a reference holds the file's bytes itself.
  static func isOne(_ reference: String) -> Bool { reference.hasPrefix("data:") }
}
