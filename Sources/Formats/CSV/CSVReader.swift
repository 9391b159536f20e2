import StageKit

/// Divides the text of a table into rows and fields.
struct CSVReader {
  private static let quote = UInt8(ascii: "\"")
  private static let separators = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]

  private let bytes: [UInt8]
  private var separator = UInt8(ascii: ",")
  private var place: Int
  private var line = 1

  /// The rows of a text that are neither empty nor comments.
  ///
  /// - Parameter bytes: Valid UTF-8.
  /// - Throws: ``ReadingError`` for quotes that are not in pairs.
  static func rows(of bytes: [UInt8]) throws(ReadingError) -> [CSVTable.Row] {
    var reader = CSVReader(bytes)
    var rows: [CSVTable.Row] = []
    while reader.place < bytes.count {
      if rows.isEmpty { reader.separator = reader.nextSeparator }
      if let row = try reader.row() { rows.append(row) }
    }
    return rows
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    place = bytes.starts(with: "\u{FEFF}".utf8) ? 3 : 0
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private var isAtLineEnd: Bool { next.map { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") } ?? true }

  /// The separator of the row that starts here: the first in order that stands outside quotes.
  private var nextSeparator: UInt8 {
    var found: Set<UInt8> = []
    var (isStart, isQuotable, isQuoted) = (true, false, false)
    for byte in bytes[place...] {
      if byte == Self.quote, isStart || isQuotable {
        isQuotable = true
        isQuoted.toggle()
      } else if !isQuoted {
        if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") { break }
        if Self.separators.contains(byte) {
          found.insert(byte)
          (isStart, isQuotable) = (true, false)
          continue
        }
      }
      isStart = isStart && byte == UInt8(ascii: " ")
    }
    return Self.separators.first(where: found.contains) ?? UInt8(ascii: ",")
  }

  /// The row that starts here, with its end; `nil` for an empty one and a comment.
  private mutating func row() throws(ReadingError) -> CSVTable.Row? {
    let start = line
    skipSpace()
    if next == UInt8(ascii: "#") {
      while !isAtLineEnd { place += 1 }
      skipLineEnd()
      return nil
    }
    var fields: [String] = []
    var isEmpty = true
    repeat {
      if !fields.isEmpty { place += 1 }
      skipSpace()
      let isQuoted = next == Self.quote
      fields.append(CSV.text(of: isQuoted ? try quotedField() : plainField()))
      isEmpty = isEmpty && !isQuoted && fields.last == ""
    } while next == separator
    skipLineEnd()
    return isEmpty ? nil : CSVTable.Row(line: start, fields: fields)
  }

  private mutating func skipSpace() {
    while let byte = next, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t"), byte != separator { place += 1 }
  }

  private mutating func skipLineEnd() {
    guard let byte = next else { return }
    place += byte == UInt8(ascii: "\r") && bytes[place...].starts(with: "\r\n".utf8) ? 2 : 1
    line += 1
  }

  /// A field without quotes around it, and without the white space around it; quotes within are text.
  private mutating func plainField() -> String {
    let start = place
    while !isAtLineEnd, next != separator { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self).unicodeScalars
    guard let first = text.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = text.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }

  /// A field in quotes, to the separator or line end behind it.
  private mutating func quotedField() throws(ReadingError) -> String {
    let start = line
    var text: [UInt8] = []
    place += 1
    while let byte = next {
      if byte == Self.quote {
        guard bytes[place...].starts(with: "\"\"".utf8) else { break }
        place += 1
      } else if isAtLineEnd {
        let before = place
        skipLineEnd()
        text += bytes[before..<place]
        continue
      }
      text.append(byte)
      place += 1
    }
    guard next == Self.quote else { throw ReadingError(line: start, message: "a field in quotes has no end") }
    place += 1
    skipSpace()
    guard isAtLineEnd || next == separator else {
      throw ReadingError(line: line, message: "text stands behind a field in quotes")
    }
    return String(decoding: text, as: UTF8.self)
  }
}
