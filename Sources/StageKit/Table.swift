/// A table that a person or a spreadsheet wrote, in UTF-8 with any line ends: its rows with their lines.
///
/// Empty rows, and rows that start with `#`, are passed over.
public struct Table: Sendable {
  /// A row and its line, counted from 1.
  public struct Line: Sendable {
    /// The row's line, counted from 1.
    public let number: Int
    /// The row.
    public let row: TableRow
  }

  /// The rows in order.
  public let lines: [Line]
  private let path: String

  /// Reads a table.
  ///
  /// - Parameter path: The file's path for messages.
  /// - Throws: ``Failure`` if the text is not UTF-8.
  public init(_ bytes: [UInt8], of path: String) throws(Failure) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("\(path): the text is not UTF-8", remedy: "save the file as UTF-8")
    }
    self.path = path
    let content = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
    lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .map { Line(number: $0.offset + 1, row: TableRow($0.element)) }
      .filter { !$0.row.isEmpty && !$0.row.fields[0].hasPrefix("#") }
  }

  /// The lines below a first row of names, in any case.
  ///
  /// - Throws: ``Failure`` if the first row is another.
  public func lines(below names: [String]) throws(Failure) -> ArraySlice<Line> {
    let head = lines.first?.row.fields.map { $0.lowercased() } ?? []
    guard head == names else {
      let found = head.isEmpty ? "nothing" : "'\(head.joined(separator: ","))'"
      throw Failure(
        "\(path):\(lines.first?.number ?? 1): expected the row '\(names.joined(separator: ","))' first, found \(found)")
    }
    return lines.dropFirst()
  }

  /// A failure at a line of the table.
  public func failure(at line: Line, _ reason: String, remedy: String = "") -> Failure {
    Failure("\(path):\(line.number): \(reason)", remedy: remedy)
  }
}
