import Glibc

/// A file pattern: `songs/**/*.{wav,flac}`.
public struct Glob {
  /// The folders before the first wildcard; empty if there are none.
  public let root: String

  /// What follows the root, split at slashes, one list for each way to read the braces.
  private let alternatives: [[String]]

  /// A pattern, or `nil` if the text has no wildcard.
  public init?(_ pattern: String) {
    guard pattern.contains(where: { "*?[{".contains($0) }) else { return nil }
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let plain = parts.prefix { part in !part.contains { "*?[{".contains($0) } }
    root = plain == [""] ? "/" : plain.joined(separator: "/")
    alternatives = Self.expandBraces(parts.dropFirst(plain.count).joined(separator: "/"))
      .map { $0.split(separator: "/").map(String.init) }
  }

  /// Whether a path below the root matches; letters match without regard to case in no position.
  public func matches(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    return alternatives.contains { Self.matches(parts[...], $0[...]) }
  }

  private static func matches(_ path: ArraySlice<String>, _ pattern: ArraySlice<String>) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    if first == "**" {
      return matches(path, pattern.dropFirst()) || (!path.isEmpty && matches(path.dropFirst(), pattern))
    }
    guard let part = path.first else { return false }
    return fnmatch(first, part, FNM_PERIOD) == 0 && matches(path.dropFirst(), pattern.dropFirst())
  }

  /// `a{b,c}d` as `abd` and `acd`; braces may nest. Text with unpaired braces stays as it is.
  private static func expandBraces(_ text: String) -> [String] {
    guard let open = text.firstIndex(of: "{") else { return [text] }
    var depth = 0
    var start = text.index(after: open)
    var choices: [Substring] = []
    for index in text[open...].indices {
      switch text[index] {
      case "{": depth += 1
      case "}": depth -= 1
      case "," where depth == 1:
        choices.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
      if depth == 0 {
        choices.append(text[start..<index])
        let rest = text[text.index(after: index)...]
        return choices.flatMap { expandBraces(text[..<open] + $0 + rest) }
      }
    }
    return [text]
  }

  private static func expandBraces(_ text: Substring) -> [String] { expandBraces(String(text)) }
}
