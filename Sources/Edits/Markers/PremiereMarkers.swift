import Formats
import Shots
import StageKit

/// The table of markers that Premiere Pro exports: `Marker Name`, `Description`, `In`, `Out`, `Duration`, `Marker Type`.
enum PremiereMarkers {
  static func read(_ bytes: [UInt8], into reading: inout MarkReading) throws(ReadingError) {
    let rows = try reading.rows(of: bytes)
    let names = rows.first?.fields.map { $0.lowercased() } ?? []
    guard let name = names.firstIndex(of: "marker name"), let start = names.firstIndex(of: "in") else {
      throw ReadingError(line: 1, message: "a table of Premiere's markers has the columns 'Marker Name' and 'In'")
    }
    let end = names.firstIndex(of: "out")
    let note = names.firstIndex(of: "description")
    let rate = try reading.rate()
    for row in rows.dropFirst() {
      func field(_ column: Int?) -> String? { column.flatMap { $0 < row.fields.count ? row.fields[$0] : nil } }
      guard let first = field(start) else {
        reading.findings.error(row.line, "the row has no field for 'In'")
        continue
      }
      let frames = [first, field(end) ?? first].compactMap { try? Timecode($0, rate: rate).frame }
      // One without a name is called by its description.
      let names = [field(name), field(note)].compactMap(\.self).filter { !$0.isEmpty }
      reading.add(
        names.first ?? "", at: row.line, timecode: first, frames: frames.count == 2 ? frames[1] - frames[0] : 0,
        rate: rate)
    }
  }
}
