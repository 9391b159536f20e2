import Files
import Formats
import StageKit

/// A table that says something of each track: the columns `track` and another.
struct TrackTable {
  private let path: String
  private let values: [String: (text: String, line: Int)]

  /// Reads a table with the columns `track` and `column`.
  ///
  /// - Throws: ``Failure`` that names the file and the line.
  init(_ path: String, column: String) throws(Failure) {
    let table = try CSVTable(try FileContent.bytes(of: path), of: path)
    var values: [String: (text: String, line: Int)] = [:]
    for row in try table.rows(below: ["track", column]) {
      let fields = row.fields
      guard fields.count == 2, !fields[0].isEmpty, !fields[1].isEmpty else {
        throw table.failure(at: row, "expected two fields, track and \(column)")
      }
      if let other = values.updateValue((fields[1], row.line), forKey: fields[0]) {
        throw table.failure(at: row, "'\(fields[0])' stands here twice, first in line \(other.line)")
      }
    }
    self.path = path
    self.values = values
  }

  /// What the table says of a track, by its path or its name.
  ///
  /// - Throws: ``Failure`` if it says nothing.
  func value(for track: LibraryTrack) throws(Failure) -> (text: String, line: Int) {
    guard let value = values[track.path] ?? values[track.name] else {
      throw Failure(
        "\(path): no row for the track '\(track.name)'", remedy: "add one, with the track's path or name")
    }
    return value
  }

  /// The part that the table puts a track into.
  ///
  /// - Throws: ``Failure`` if it says nothing, or names no part.
  func part(of track: LibraryTrack) throws(Failure) -> TrackPart {
    let (text, line) = try value(for: track)
    do throws(Failure) {
      return try TrackPart(.text(text), unit: nil)
    } catch {
      throw Failure("\(path):\(line): \(error.reason)", remedy: error.remedy)
    }
  }
}
