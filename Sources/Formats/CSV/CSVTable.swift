import StageKit

/// A table that a person, a spreadsheet or ``CSV`` wrote: its rows with their lines. Source: RFC 4180.
///
/// Fields stand between tabs, semicolons or commas: whichever of these the first row has, in this order. In quotes they
/// keep separators, line breaks, doubled quotes and the white space around them. Empty rows, and rows that start with
/// `#`, are passed over.
public struct CSVTable: Sendable {
  /// A row and the line in which it starts.
  public struct Row: Sendable {
    /// The line, counted from 1.
    public let line: Int
    /// The fields' texts, at least one.
    public let fields: [String]

    /// The fields without empty ones behind the first few, which spreadsheets leave behind.
    public func fields(droppingEmptyBehind count: Int) -> ArraySlice<String> {
      fields.prefix(max(count, (fields.lastIndex { !$0.isEmpty } ?? 0) + 1))
    }

    /// A field's time in seconds, written as seconds, `m:ss` or `h:mm:ss`, with a point or a comma before the decimals.
    ///
    /// - Throws: ``Failure`` if the field is no time.
    public func seconds(_ index: Int) throws(Failure) -> Double {
      guard let seconds = ClockTime.seconds(fields[index]) else {
        throw Failure("expected a time in seconds or as m:ss, found '\(fields[index])'")
      }
      return seconds
    }
  }

  /// The rows in order.
  public let rows: [Row]
  private let path: String

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 with any line ends, with or without a byte order mark.
  ///   - path: The file's path for messages.
  /// - Throws: ``Failure`` if the text is not UTF-8, or quotes are not in pairs.
  public init(_ bytes: [UInt8], of path: String) throws(Failure) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Failure("\(path): the text is not UTF-8", remedy: "save the file as UTF-8")
    }
    self.path = path
    do throws(ReadingError) {
      rows = try CSVReader.rows(of: bytes)
    } catch {
      throw Failure("\(path):\(error.mark.line): \(error.message)", remedy: "write a quote inside a field twice")
    }
  }

  /// The rows below a first one of names, in any case.
  ///
  /// - Throws: ``Failure`` if the first row is another.
  public func rows(below names: [String]) throws(Failure) -> ArraySlice<Row> {
    let head = rows.first?.fields.map { $0.lowercased() } ?? []
    guard head == names else {
      let found = head.isEmpty ? "nothing" : "'\(head.joined(separator: ","))'"
      throw Failure(
        "\(path):\(rows.first?.line ?? 1): expected the row '\(names.joined(separator: ","))' first, found \(found)")
    }
    return rows.dropFirst()
  }

  /// So many faults have room in a message.
  private static let mostFaults = 20

  /// Throws the faults of a table as one failure; nothing if there are none.
  ///
  /// - Throws: ``Failure`` with the first twenty.
  public static func check(_ faults: [Failure]) throws(Failure) {
    guard !faults.isEmpty else { return }
    throw Failure(faults.prefix(mostFaults).map(\.description).joined(separator: "; "))
  }

  /// A failure at a row of the table.
  public func failure(at row: Row, _ reason: String, remedy: String = "") -> Failure {
    Failure("\(path):\(row.line): \(reason)", remedy: remedy)
  }
}
