/// A row of a table as spreadsheets write it: fields between commas, semicolons or tabs, in quotes or not.
public struct TableRow: Sendable {
  /// The fields without quotes and without white space around them, at least one; empty ones behind the third are left
  /// out.
  public let fields: [String]

  /// Reads a line. It is divided at tabs, else at semicolons, else at commas; quoted ones do not count (RFC 4180).
  public init(_ line: Substring) {
    let unquoted = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
    let separator: Character = unquoted.contains("\t") ? "\t" : unquoted.contains(";") ? ";" : ","
    var fields = [""]
    var isQuoted = false
    var previous: Character?
    for character in line {
      if character == separator, !isQuoted {
        fields.append("")
      } else if character != "\"" || (!isQuoted && previous == "\"") {
        fields[fields.count - 1].append(character)
      }
      if character == "\"" { isQuoted.toggle() }
      previous = character
    }
    fields = fields.map(Self.trimmed)
    while fields.count > 3, fields.last == "" { fields.removeLast() }
    self.fields = fields
  }

  /// Whether all fields are empty.
  public var isEmpty: Bool { fields.allSatisfy(\.isEmpty) }

  /// A field's time in seconds, written as seconds, `m:ss` or `h:mm:ss`, with a point or a comma before the decimals.
  ///
  /// - Throws: ``Failure`` if the field is no time.
  public func seconds(_ index: Int) throws(Failure) -> Double {
    guard let seconds = ClockTime.seconds(fields[index]) else {
      throw Failure("expected a time in seconds or as m:ss, found '\(fields[index])'")
    }
    return seconds
  }

  private static func trimmed(_ field: String) -> String {
    let start = field.drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace } ?? start.startIndex
    return start.isEmpty ? "" : String(start[...end])
  }
}
