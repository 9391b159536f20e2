/// A line of an edit decision list, such as a note below an event: `* FROM CLIP NAME: CU_001`.
struct EDLNote: Sendable {
  /// The line, counted from 1.
  let line: Int
  /// The line's text.
  let text: String

  /// The text behind a key and its colon, without spaces around it; `nil` if the note has another key.
  ///
  /// Programs write `* KEY: text`, `*KEY: text` and `KEY: text`.
  func value(of key: String) -> String? {
    var rest = trimmed
    if rest.first == UInt8(ascii: "*") { rest = rest.dropFirst().drop(while: \.isSpace) }
    guard rest.starts(with: key.utf8) else { return nil }
    rest = rest.dropFirst(key.utf8.count).drop(while: \.isSpace)
    return rest.first == UInt8(ascii: ":") ? String(Substring(rest.dropFirst().drop(while: \.isSpace))) : nil
  }

  /// The text without spaces around it.
  private var trimmed: Substring.UTF8View {
    let rest = text.utf8.drop(while: \.isSpace)
    return rest.lastIndex { !$0.isSpace }.map { rest[...$0] } ?? rest
  }

  /// Whether the line holds nothing but spaces.
  var isBlank: Bool { trimmed.isEmpty }

  /// Whether the line begins as an event's does: with a number.
  var isEvent: Bool {
    let word = trimmed.prefix { !$0.isSpace }
    return !word.isEmpty && word.allSatisfy(\.isDigit)
  }

  /// Whether the line is the list's title.
  var isTitle: Bool { value(of: "TITLE") != nil && !trimmed.starts(with: "*".utf8) }

  /// Whether the line says how timecode counts.
  var isCounting: Bool { text.hasPrefix("FCM:") }
}

extension EDLNote {
  /// A marker of DaVinci Resolve: ` |C:ResolveColorBlue |M:name |D:frames`.
  struct Marker {
    let name: String
    /// The length of its span in frames.
    let frames: Int
  }

  private static let (colour, name, length) = ("|C:ResolveColor", " |M:", " |D:")

  /// Whether the note begins as a marker does.
  var isMarker: Bool { trimmed.starts(with: Self.colour.utf8) }

  /// The marker; `nil` if the note is none, or cannot be read.
  var marker: Marker? {
    guard isMarker else { return nil }
    let named = trimmed.dropFirst(Self.colour.utf8.count).drop(while: \.isLetter)
    guard named.starts(with: Self.name.utf8) else { return nil }
    let rest = named.dropFirst(Self.name.utf8.count)
    guard let last = rest.lastIndex(where: { !$0.isDigit }) else { return nil }
    let (before, digits) = (rest[...last], rest[rest.index(after: last)...])
    guard before.suffix(Self.length.utf8.count).elementsEqual(Self.length.utf8), digits.count <= 9,
      let frames = Int(Substring(digits))
    else { return nil }
    return Marker(name: String(Substring(before.dropLast(Self.length.utf8.count))), frames: frames)
  }
}

extension UInt8 {
  var isSpace: Bool { self == 0x20 || self == 0x09 }
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
