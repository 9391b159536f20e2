/// A file's path taken apart, as templates and tracks are named after it.
public struct FilePath: Sendable, Hashable {
  /// The path without its ending: `a/x` of `a/x.flac`.
  public let stem: String
  /// The last part of the stem: `x` of `a/x.flac`.
  public let name: String
  /// The ending without the dot: `flac`. Empty if there is none: a dot at the start or end of the name begins no ending.
  public let ending: String

  /// Takes a path apart; `/` separates its parts.
  public init(_ path: String) {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let last = path[start...]
    guard let dot = last.lastIndex(of: "."), dot > start, last.last != "." else {
      (stem, name, ending) = (path, String(last), "")
      return
    }
    stem = String(path[..<dot])
    name = String(last[..<dot])
    ending = String(last[last.index(after: dot)...])
  }

  /// The last part of a path that is not empty, with its ending: `x.flac` of `a/x.flac`, and `a` of `a/`. The path itself if
  /// all are.
  public static func lastPart(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
