import StageKit

/// A place in a song as people name it: sections by their role or letter (`chorus`, `A`), one of them by its number
/// (`chorus 2`), or a span of time (`1:20-1:45`).
public struct SongPlace: Sendable, Hashable, CustomStringConvertible {
  private enum Content: Sendable, Hashable {
    /// The sections of a label, in lower case; or only one of them, by its number from 1.
    case sections(label: String, number: Int?)
    /// A span in seconds from the song's start.
    case span(ClosedRange<Double>)
  }

  /// What people call it in other words, and its label.
  private static let aliases = ["instrumental": Role.instrumental.rawValue]
  private static let forms = "write a section such as verse, chorus 2 or A, or a span such as 1:20-1:45"

  private let content: Content
  /// As it was written.
  public let description: String

  /// A place by its name.
  ///
  /// - Throws: ``Failure`` for what names no place, with the nearest name of a section.
  public init(_ text: String) throws(Failure) {
    description = text
    if text.contains(where: \.isNumber), let span = try Self.span(text) {
      content = .span(span)
      return
    }
    let words = text.lowercased().split(separator: " ")
    let number = words.count == 2 ? Int(words[1]).flatMap { (1...999).contains($0) ? $0 : nil } : nil
    guard let word = words.first.map(String.init), words.count == (number == nil ? 1 : 2) else {
      throw Failure("'\(text)' names no place of a song", remedy: Self.forms)
    }
    let label = Self.aliases[word] ?? word
    guard Role(rawValue: label) != nil || Self.isLetter(label) else {
      let known = Role.allCases.map(\.rawValue) + Self.aliases.keys.sorted()
      let meant = Spelling.closest(to: word, in: known).map { "did you mean '\($0)'?" }
      throw Failure("'\(text)' names no place of a song", remedy: meant ?? Self.forms)
    }
    content = .sections(label: label, number: number)
  }

  /// From a time in seconds to the song's end.
  init(from start: Double) {
    content = .span(start...Double.infinity)
    description = ClockTime.text(start)
  }

  /// Where the place is in a song, in seconds and in order; nowhere if the song has no such section.
  public func spans(in sections: SectionMap) -> [ClosedRange<Double>] {
    switch content {
    case .span(let span): return [span]
    case .sections(let label, let number):
      let spans = sections.sections.filter { $0.label.lowercased() == label }.map { $0.start...max($0.start, $0.end) }
      guard let number else { return spans }
      return number <= spans.count ? [spans[number - 1]] : []
    }
  }

  /// Whether whoever wrote it knew this song: a role may be missing in a song, but not a letter or a number.
  var isOfOneSong: Bool {
    switch content {
    case .span: true
    case .sections(let label, let number): number != nil || Self.isLetter(label)
    }
  }

  /// The names of neutral sections: `a`, `b`, `aa`.
  private static func isLetter(_ label: String) -> Bool {
    (1...2).contains(label.utf8.count) && label.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
  }

  /// A span `1:20-1:45`, whose end may be `end`; `nil` for what does not look like one.
  private static func span(_ text: String) throws(Failure) -> ClosedRange<Double>? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
      .map { part in part.filter { $0 != " " } }
    guard let start = ClockTime.seconds(parts[0]) else { return nil }
    guard parts.count == 2, let end = parts[1] == "end" ? Double.infinity : ClockTime.seconds(parts[1]) else {
      throw Failure("'\(text)' is no span of time", remedy: "write both ends, such as 1:20-1:45 or 1:20-end")
    }
    guard start < end else { throw Failure("the span '\(text)' ends before it has begun") }
    return start...end
  }
}
