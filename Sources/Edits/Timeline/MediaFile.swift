import Shots
import StageKit

/// A media file as a timeline names it. Source: RFC 3986, RFC 8089.
///
/// A file of this machine is known by its absolute path; one of the machine that the timeline is for, by a path of that
/// machine: from the root, a drive (`C:\Music`) or a network share (`\\server\music`).
public struct MediaFile: Sendable, Hashable {
  /// The path with slashes: `/a/x.wav`, `C:/a/x.wav`, `//server/a/x.wav`; a relative one starts at the document's folder.
  /// Empty if it is not known.
  let path: String
  /// The document's folder, absolute, on this machine; `nil` if it is not known, or the file is another machine's.
  private let folder: String?
  /// Whether the path begins with a drive or a network share.
  private let isWindows: Bool

  /// A file of this machine.
  ///
  /// - Parameters:
  ///   - path: Absolute, or relative to the document's folder.
  ///   - folder: The document's folder, absolute.
  public init(_ path: String, from folder: String?) {
    self.path = path.hasPrefix("/") ? Self.normal(path) : path
    self.folder = folder
    isWindows = false
  }

  /// A file at a path that begins with a drive or a network share.
  private init(windows path: String) {
    self.path = String(path.map { $0 == "\\" ? "/" : $0 })
    folder = nil
    isWindows = true
  }

  /// A file of another machine.
  ///
  /// - Parameters:
  ///   - path: The file's path below the folder; what leads out of it is left out.
  ///   - folder: As the editor names it there; a relative one starts at the document's folder.
  init(_ path: String, below folder: String) {
    let parts = path.split(separator: "/").filter { $0 != ".." && $0 != "." }
    let slash = folder.hasSuffix("/") || folder.hasSuffix("\\") ? "" : "/"
    let whole = folder + slash + parts.joined(separator: "/")
    if Self.isWindows(folder) { self.init(windows: whole) } else { self.init(whole, from: nil) }
  }

  /// The song.
  ///
  /// - Parameter songs: The folder of the songs on another machine: the song's path in its library follows. The song is
  ///   where it lies on this one if `nil`, or beside the document if that is not known.
  public init(songOf track: TrackInfo, at places: TrackPlaces, in songs: String?) {
    if let songs {
      self.init(track.path, below: songs)
    } else {
      self.init(places.song ?? FilePath.lastPart(of: track.path), from: places.folder)
    }
  }

  /// A camera's clip.
  ///
  /// - Parameters:
  ///   - document: The document's folder; `nil` if it is not known.
  ///   - media: The folder of the clips on another machine: the path that the clip is named by follows, or its name alone
  ///     if that is absolute.
  public init(of clip: SourceClip, from document: String?, in media: String? = nil) {
    if let media {
      let isWhole = clip.file.hasPrefix("/") || Self.isWindows(clip.file)
      let parts = clip.file.split { $0 == "/" || (isWhole && $0 == "\\") }
      self.init(isWhole ? parts.last.map(String.init) ?? "" : clip.file, below: media)
    } else if Self.isWindows(clip.file) {
      self.init(windows: clip.file)
    } else if clip.file.isEmpty || clip.file.hasPrefix("/") || clip.folder.isEmpty {
      self.init(clip.file, from: document)
    } else {
      self.init("\(clip.folder)/\(clip.file)", from: document)
    }
  }

  /// The video of a song's cards, beside the document.
  init(cardsOf track: TrackInfo, at places: TrackPlaces) {
    self.init("\(FilePath.lastPart(of: track.name)).mp4", from: places.folder)
  }

  /// The path's last part.
  var name: String { FilePath.lastPart(of: path) }

  /// The absolute path on this machine; `nil` for a file of another, or one that is not known.
  public var localPath: String? {
    guard let folder, !path.isEmpty else { return nil }
    return path.hasPrefix("/") ? path : Self.normal("\(folder)/\(path)")
  }

  /// The path from the document's folder, where it is known; else as it is.
  public var relativePath: String {
    guard let folder, path.hasPrefix("/") else { return path }
    let (from, to) = (folder.split(separator: "/"), path.split(separator: "/"))
    let shared = zip(from, to).prefix { $0 == $1 }.count
    let up = [Substring](repeating: "..", count: from.count - shared)
    return (up + to[shared...]).joined(separator: "/")
  }

  /// The path for players: from the document's folder for a file in it or below it, so that both can be moved together;
  /// else from the root, so that the document can be moved alone.
  ///
  /// Players take what stands before a colon for a protocol or a format (`http:x.wav`, `concat:a|b.wav`), and drop spaces
  /// at the start: such a name begins with `./`.
  var playerPath: String {
    let relative = relativePath
    let path = relative.hasPrefix("../") ? localPath ?? relative : relative
    let first = path.utf8.prefix { $0 != UInt8(ascii: "/") }
    let isTaken = first.contains(UInt8(ascii: ":")) || path.first?.isWhitespace == true
    return isTaken && !isWindows ? "./\(path)" : path
  }

  /// A reference for pages in the document's folder: relative, or a `file:` URL of another machine's file.
  public var reference: String {
    let path = relativePath
    return path.hasPrefix("/") || isWindows ? url : Self.encoded(path)
  }

  /// The `file:` URL; a relative reference if the document's folder is not known. In percent-encoded UTF-8.
  public var url: String {
    let path = localPath ?? path
    if path.hasPrefix("//") { return "file:\(Self.encoded(path))" }
    if path.hasPrefix("/") { return "file://\(Self.encoded(path))" }
    guard isWindows else { return Self.encoded(path) }
    return "file:///\(path.prefix(2))\(Self.encoded(String(path.dropFirst(2))))"
  }

  /// The URL as Premiere Pro and Final Cut Pro 7 write it: with the host, and a drive's colon encoded.
  var hostURL: String {
    let path = localPath ?? path
    if path.hasPrefix("//") { return url }
    if path.hasPrefix("/") { return "file://localhost\(Self.encoded(path))" }
    guard isWindows else { return url }
    return "file://localhost/\(path.prefix(1))%3a\(Self.encoded(String(path.dropFirst(2))))"
  }

  /// Whether a path is of another machine, with a drive or on a network share, or no path but a URL.
  static func isElsewhere(_ path: String) -> Bool {
    isWindows(path) || path.hasPrefix("//") || path.contains("://")
  }

  /// Whether a path begins with a drive, `C:\` or `C:/`, or a network share, `\\server`.
  private static func isWindows(_ path: String) -> Bool {
    path.hasPrefix("\\\\") || path.prefixMatch(of: /[A-Za-z]:(?:[\\\/]|$)/) != nil
  }

  /// An absolute path without `.` and `..`.
  private static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Unreserved characters and the path's slashes stay, so that no colon of a name can look like a scheme.
  private static func encoded(_ path: String) -> String {
    path.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      if character.isASCII, character.isLetter || character.isNumber || "-._~/".contains(character) {
        return String(character)
      }
      return "%\(byte.padded(to: 2, radix: 16).uppercased())"
    }.joined()
  }
}
