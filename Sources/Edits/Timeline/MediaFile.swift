import StageKit

/// A media file as a timeline names it. Source: RFC 3986, RFC 8089.
public struct MediaFile: Sendable, Hashable {
  /// The path: absolute, or relative to the document's folder.
  let path: String
  /// The path for players, which take what stands before a colon for a protocol or a format (`http:x.wav`,
  /// `concat:a|b.wav`), and drop spaces at the start: such a name begins with `./`.
  let playerPath: String

  /// A file at a path, which may be an absolute one of another system.
  public init(path: String) {
    self.init(path: path, mayBeDrive: true)
  }

  /// The song.
  ///
  /// - Parameter folder: The folder of the songs; the song is beside the document if `nil`.
  public init(songOf track: TrackInfo, in folder: String?) {
    guard let folder else {
      self.init(path: FilePath.lastPart(of: track.path), mayBeDrive: false)
      return
    }
    self.init(path: folder.hasSuffix("/") ? folder + track.path : "\(folder)/\(track.path)")
  }

  /// The video of a song's cards, beside the document.
  init(cardsOf track: TrackInfo) {
    self.init(path: "\(FilePath.lastPart(of: track.name)).mp4", mayBeDrive: false)
  }

  private init(path: String, mayBeDrive: Bool) {
    self.path = path
    let first = path.utf8.prefix { $0 != UInt8(ascii: "/") }
    let isTaken = first.contains(UInt8(ascii: ":")) || path.first?.isWhitespace == true
    playerPath = isTaken && !(mayBeDrive && Self.isDrive(path)) ? "./\(path)" : path
  }

  /// The path's last part.
  var name: String { FilePath.lastPart(of: path) }

  /// An absolute path as a `file:` URL, a relative one as a relative reference, in percent-encoded UTF-8.
  ///
  /// - Parameter host: What stands between `file://` and the path; some programs want `localhost`.
  public func url(host: String = "") -> String {
    let encoded = path.utf8.map(Self.encoded).joined()
    return path.hasPrefix("/") ? "file://\(host)\(encoded)" : encoded
  }

  /// Whether a path begins with a drive: `C:\` or `C:/`.
  private static func isDrive(_ path: String) -> Bool {
    let start = Array(path.prefix(3))
    return start.count == 3 && start[0].isASCII && start[0].isLetter && start[1] == ":" && "\\/".contains(start[2])
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
