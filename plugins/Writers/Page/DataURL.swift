import StageKit

/// A file's bytes within a page. Source: RFC 2397, RFC 4648.
enum DataURL {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let types = [
    "mp3": "audio/mpeg", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
    "flac": "audio/flac", "m4a": "audio/mp4", "mp4": "audio/mp4", "aac": "audio/aac", "webm": "audio/webm",
  ]

  /// The bytes of a sound file as a `data:` URL.
  ///
  /// - Parameter ending: The file's ending, which tells its type.
  /// - Throws: ``StageFailure`` if browsers do not play such files.
  static func text(of bytes: [UInt8], ending: String) throws(StageFailure) -> String {
    guard let type = types[ending.lowercased()] else {
      throw StageFailure(
        "browsers do not play files that end in '\(ending)'",
        remedy: "embed \(types.keys.sorted().joined(separator: ", "))")
    }
    return "data:\(type);base64,\(base64(bytes))"
  }

  /// Whether a reference holds the file's bytes itself.
  static func isOne(_ reference: String) -> Bool { reference.hasPrefix("data:") }

  private static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for first in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[first..<min(first + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text.append(place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
