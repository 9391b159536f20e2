import Formats
import StageKit

/// Labels as a table: rows `start,end,type`, or a table with columns of these names, as `write.csv` gives.
enum LabelTable {
  private static let columns = ["start", "end", "type"]
  private static let grammar = "rows are start,end,type"

  /// The shots of a table, in the file's order.
  ///
  /// - Parameter path: The file's path for messages.
  /// - Throws: ``Failure`` if the text is not UTF-8, or with all rows that cannot be read.
  static func shots(in bytes: [UInt8], path: String) throws(Failure) -> [WrittenShot] {
    let table = try CSVTable(bytes, of: path)
    var rows = table.rows[...]
    var places = [0, 1, 2]
    var width = 3
    if let head = rows.first, head.fields.contains(where: { $0.lowercased() == columns[0] }) {
      let names = head.fields(droppingEmptyBehind: width).map { $0.lowercased() }
      let found = columns.compactMap { names.firstIndex(of: $0) }
      guard found.count == columns.count else {
        throw table.failure(at: head, "the columns are \(names.joined(separator: ", "))", remedy: grammar)
      }
      (places, width) = (found, names.count)
      rows = rows.dropFirst()
    }
    var diagnostics = Diagnostics(file: path)
    var shots: [WrittenShot] = []
    for row in rows {
      do throws(Failure) {
        let fields = row.fields(droppingEmptyBehind: width)
        guard fields.count == width else {
          throw Failure("found \(fields.count) field\(fields.count == 1 ? "" : "s")", remedy: grammar)
        }
        let (start, end) = (try row.seconds(places[0]), try row.seconds(places[1]))
        shots.append(WrittenShot(start: start, end: end, type: fields[places[2]], line: row.line))
      } catch {
        diagnostics.error(row.line, error.description)
      }
    }
    try diagnostics.check()
    return shots
  }
}
