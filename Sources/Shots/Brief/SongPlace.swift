import StageKit

/// A place in a song as people name it, and as ``SectionMap/title(of:)`` does: sections by their role or letter (`chorus`,
/// `A`, `verse B`), one of them by its number (`chorus 2`, `part A 2`), or a span of time (`1:20-1:45`).
public struct SongPlace: Sendable, Hashable, CustomStringConvertible {
  private enum Content: Sendable, Hashable {
    /// The sections of a label, and of a group, in lower case; or only one of them, by its number from 1.
    case sections(label: String, group: String?, number: Int?)
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
    var words = text.lowercased().split(separator: " ").map(String.init)[...]
    if words.count > 1, words.first == Self.part { words = words.dropFirst() }
    let word = words.popFirst() ?? ""
    let label = Self.aliases[word] ?? word
    let isRole = Role(rawValue: label) != nil
    let group = isRole && words.first.map(Self.isLetter) == true ? words.popFirst() : nil
    let number = words.first.flatMap { Int($0) }.flatMap { (1...999).contains($0) ? $0 : nil }
    if number != nil { words = words.dropFirst() }
    guard words.isEmpty, isRole || Self.isLetter(label) else {
      let known = Role.allCases.map(\.rawValue) + Self.aliases.keys.sorted()
      let meant = isRole ? nil : Spelling.closest(to: word, in: known).map { "did you mean '\($0)'?" }
      throw Failure("'\(text)' names no place of a song", remedy: meant ?? Self.forms)
    }
    content = .sections(label: label, group: group, number: number)
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
    case .sections(let label, let group, let number):
      let named = sections.sections.filter { section in
        section.label.lowercased() == label && (group == nil || section.group.lowercased() == group)
      }
      let spans = named.map { $0.start...max($0.start, $0.end) }
      guard let number else { return spans }
      return number <= spans.count ? [spans[number - 1]] : []
    }
  }

  /// What may stand before the letter of a section without a role.
  private static let part = "part"

  /// The names of groups, and of sections that have no role: `a`, `b`, `aa`.
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
