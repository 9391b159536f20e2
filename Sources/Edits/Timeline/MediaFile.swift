import StageKit

/// A media file as a timeline names it. Source: RFC 3986, RFC 8089.
struct MediaFile: Hashable {
  /// The path: absolute, or relative to the document's folder.
  let path: String

  /// A file at a path.
  init(path: String) {
    self.path = path
  }

  /// The song.
  ///
  /// - Parameter folder: The folder of the songs; the song is beside the document if `nil`.
  init(songOf track: TrackInfo, in folder: String?) {
    guard let folder else {
      path = FilePath.lastPart(of: track.path)
      return
    }
    path = folder.hasSuffix("/") ? folder + track.path : "\(folder)/\(track.path)"
  }

  /// The video of a song's cards, beside the document.
  init(cardsOf track: TrackInfo) {
    path = "\(FilePath.lastPart(of: track.name)).mp4"
  }

  /// The path's last part.
  var name: String { FilePath.lastPart(of: path) }

  /// An absolute path as a `file:` URL, a relative one as a relative reference, in percent-encoded UTF-8.
  ///
  /// - Parameter host: What stands between `file://` and the path; some programs want `localhost`.
  func url(host: String = "") -> String {
    let encoded = path.utf8.map(Self.encoded).joined()
    return path.hasPrefix("/") ? "file://\(host)\(encoded)" : encoded
  }

  /// Unreserved characters and the path's slashes stay, so that no colon of a name can look like a scheme.
  private static func encoded(_ byte: UInt8) -> String {
    let character = Character(Unicode.Scalar(byte))
    if character.isASCII, character.isLetter || character.isNumber || "-._~/".contains(character) {
      return String(character)
    }
    return "%\(byte.padded(to: 2, radix: 16).uppercased())"
  }
}
