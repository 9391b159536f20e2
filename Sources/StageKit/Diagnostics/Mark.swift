/// A place in a text: line and column in characters, both counted from 1, as editors do.
public struct Mark: Sendable, Hashable {
  /// The text as a whole.
  public static let whole = Mark(line: 0, column: 0)

  /// The line; 0 for the text as a whole.
  public let line: Int
  /// The column; 0 for the text as a whole.
  public let column: Int

  /// A place in a text.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The start of a line; 0 is the text as a whole.
  public init(line: Int) {
    self.init(line: line, column: line > 0 ? 1 : 0)
  }
}

extension Mark {
  /// The place of a byte in UTF-8 text.
  ///
  /// - Parameter offset: Within `0...bytes.count`.
  public init(ofByte offset: Int, in bytes: [UInt8]) {
    let before = bytes[..<offset]
    let newline = UInt8(ascii: "\n")
    let start = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    // Bytes of the form 10xxxxxx continue a character.
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    self.init(line: before.count { $0 == newline } + 1, column: column)
  }
}
