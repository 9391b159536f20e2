import Formats
import Shots
import StageKit

/// Sections that a person wrote down: rows `start,end,label` or `start,end,label,group`, as ``CSVTable`` reads them.
///
/// A label is a role or, for a section without one, a letter. A first row that starts with `start` is passed over.
enum SectionFile {
  /// An end so many seconds behind the track's, or a gap so long, comes from rounding times by hand.
  private static let tolerance = 1.0

  private static let grammar = "rows are start,end,label or start,end,label,group"

  /// Reads the sections of a file, in order and within the track.
  ///
  /// - Parameters:
  ///   - name: The file's name for messages.
  ///   - duration: The track's length in seconds; a last section that ends up to 1 s behind it is cut.
  /// - Throws: ``Failure`` with all that is wrong, each with the file and the line.
  static func sections(in bytes: [UInt8], name: String, duration: Double) throws(Failure) -> [Event] {
    var sections: [Event] = []
    var faults: [Failure] = []
    let table = try CSVTable(bytes, of: name)
    for row in table.rows where !sections.isEmpty || row.fields[0].lowercased() != "start" {
      do {
        sections.append(try section(row, after: sections.last?.end ?? 0, within: duration))
      } catch {
        faults.append(table.failure(at: row, error.reason, remedy: error.remedy))
      }
    }
    try CSVTable.check(faults)
    guard !sections.isEmpty else { throw Failure("\(name) holds no section", remedy: grammar) }
    return sections
  }

  /// Sections that cover a track, made from some that may leave gaps.
  ///
  /// Gaps up to 1 s go to the section before, at the start to the first one; longer ones become `inst` sections.
  ///
  /// - Returns: The sections, and the spans of the longer gaps in seconds.
  static func covering(
    _ duration: Double, with sections: [Event]
  ) -> (sections: [Event], gaps: [ClosedRange<Double>]) {
    var covering: [Event] = []
    var gaps: [ClosedRange<Double>] = []
    func fill(to time: Double) {
      let end = covering.last?.end ?? 0
      if time - end > tolerance {
        let role = Role.instrumental.rawValue
        covering.append(Event(from: end, to: time, label: role, group: role))
        gaps.append(end...time)
      } else if !covering.isEmpty {
        covering[covering.count - 1].end = time
      }
    }
    for var section in sections {
      fill(to: section.start)
      if covering.isEmpty { section.start = 0 }
      covering.append(section)
    }
    fill(to: duration)
    return (covering, gaps)
  }

  /// A time in seconds with at most two decimals, for people.
  static func rounded(_ time: Double) -> String { ((100 * time).rounded() / 100).text }

  private static func section(
    _ row: CSVTable.Row, after previousEnd: Double, within duration: Double
  ) throws(Failure) -> Event {
    let fields = row.fields(droppingEmptyBehind: 3)
    guard (3...4).contains(fields.count) else {
      throw Failure("found \(fields.count) field\(fields.count == 1 ? "" : "s")", remedy: grammar)
    }
    let start = try row.seconds(0)
    let end = try row.seconds(1)
    guard start < end else { throw Failure("the section ends at \(end.text) s, not after its start") }
    guard start >= previousEnd else {
      throw Failure(
        "the section starts at \(start.text) s, but the one before ends at \(previousEnd.text) s",
        remedy: "write sections in order and without overlap")
    }
    guard start < duration, end <= duration + tolerance else {
      throw Failure(
        "the section lies from \(start.text) s to \(end.text) s, but the track ends at \(rounded(duration)) s")
    }
    let label = try Role(label: fields[2])?.rawValue ?? fields[2]
    return Event(from: start, to: min(end, duration), label: label, group: fields.count == 4 ? fields[3] : label)
  }
}
