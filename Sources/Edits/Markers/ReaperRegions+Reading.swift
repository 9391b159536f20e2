import Formats
import Shots
import StageKit

extension ReaperRegions {
  /// Reads regions and markers: number, name, start, and end and length of a region. The first row, whose first name is
  /// `#`, counts as a comment.
  static func read(_ bytes: [UInt8], into reading: inout MarkReading) throws(ReadingError) {
    for row in try reading.rows(of: bytes) {
      guard row.fields.count >= 3 else {
        reading.findings.error(row.line, "expected number, name, start, end and length")
        continue
      }
      let end = row.fields.count > 3 && !row.fields[3].isEmpty ? row.fields[3] : row.fields[2]
      reading.add(row.fields[1], at: row.line) { reading throws(Failure) in
        (try seconds(row.fields[2], reading), try seconds(end, reading))
      }
    }
  }

  /// A time as the project's ruler shows it.
  private static func seconds(_ text: String, _ reading: MarkReading) throws(Failure) -> Double {
    if let seconds = ClockTime.seconds(text) { return seconds }
    if WrittenTimecode(text) != nil {
      guard let rate = reading.rate else {
        throw Failure(
          "'\(text)' counts frames, and the file does not say of which rate", remedy: "set `rate`, such as 25")
      }
      return rate.seconds(ofFrame: try Timecode(text, rate: rate).frame)
    }
    throw Failure(
      "'\(text)' is no time in minutes and seconds",
      remedy: "set the ruler of the project to minutes:seconds and export again")
  }
}
