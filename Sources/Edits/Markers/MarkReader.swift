import Formats
import Shots
import StageKit

/// Reads the markers of any program as events in seconds from the song's start.
///
/// The format is told by the content, and by the file's ending where that says more.
public enum MarkReader {
  /// The formats, as a sentence lists them.
  public static let formats =
    "a marker EDL of DaVinci Resolve, xmeml or marker CSV of Premiere Pro, labels of Audacity, a region table of Reaper, "
    + "guides of Kdenlive in JSON, or a table of start, end and label"

  /// The marks of a file, in the order of their times.
  ///
  /// - Parameters:
  ///   - path: The file's path, for messages and its ending.
  ///   - rate: The rate of frames and timecodes; where a file says its own, by default that one.
  ///   - start: The timecode at which the song starts; by default one hour, or midnight where a mark lies before one hour.
  /// - Throws: ``Failure`` with all lines that cannot be read.
  public static func marks(
    in bytes: [UInt8], path: String, rate: FrameRate? = nil, start: String? = nil
  ) throws(Failure) -> Events {
    var reading = MarkReading(path: path, rate: rate, start: start)
    let bytes = utf8(bytes)
    do throws(ReadingError) {
      switch bytes.first(where: { !$0.isSpace && $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }) {
      case nil: throw ReadingError(line: 0, message: "the file is empty")
      case UInt8(ascii: "<"): try FCP7Markers.read(bytes, into: &reading)
      case UInt8(ascii: "["), UInt8(ascii: "{"): try KdenliveGuides.read(bytes, into: &reading)
      case _ where bytes.starts(with: "TITLE:".utf8) || FilePath(path).ending.lowercased() == "edl":
        try ResolveMarkers.read(bytes, into: &reading)
      default: try tables(bytes, into: &reading)
      }
    } catch {
      reading.findings.error(error)
    }
    return try reading.marks()
  }

  /// What stands in rows is told by the first: only labels of Audacity have no names of columns.
  private static func tables(_ bytes: [UInt8], into reading: inout MarkReading) throws(ReadingError) {
    let head = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    let names = head.lowercased().split { ",;\t".contains($0) }.map { $0.filter { !"\" ".contains($0) } }
    if names.first == "#" {
      try ReaperRegions.read(bytes, into: &reading)
    } else if names.contains("markername") {
      try PremiereMarkers.read(bytes, into: &reading)
    } else if names.starts(with: ["start", "end"]) {
      try EventTable.read(bytes, into: &reading)
    } else {
      try AudacityLabels.read(bytes, into: &reading)
    }
  }

  /// The text in UTF-8 without a byte order mark; Premiere Pro writes UTF-16.
  private static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]) else { return bytes }
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}

/// Rows `start,end,label`, as `write.csv` writes events.
private enum EventTable {
  static func read(_ bytes: [UInt8], into reading: inout MarkReading) throws(ReadingError) {
    for row in try reading.rows(of: bytes).dropFirst() {
      guard row.fields.count >= 2 else {
        reading.findings.error(row.line, "expected start, end and label")
        continue
      }
      reading.add(row.fields.count > 2 ? row.fields[2] : "", at: row.line) { reading throws(Failure) in
        (try reading.seconds(row.fields[0]), try reading.seconds(row.fields[1]))
      }
    }
  }
}
