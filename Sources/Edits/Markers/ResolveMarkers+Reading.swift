import Shots
import StageKit

extension ResolveMarkers {
  /// Reads an edit list's markers: of DaVinci Resolve, and the locators of Avid below events.
  ///
  /// Resolve writes a marker's note before its colour.
  static func read(_ bytes: [UInt8], into reading: inout MarkReading) throws(ReadingError) {
    let list = try EDL(bytes)
    for (note, failure) in list.unread { reading.findings.error(note.line, failure.description) }
    let rate = try reading.rate(stated: list.statedRate)
    for event in list.events {
      for note in event.notes {
        if let marker = marker(in: note.text) {
          reading.add(
            marker.name, at: note.line, timecode: event.record.start.description, frames: marker.frames, rate: rate)
        } else if note.text.contains("|C:ResolveColor") {
          reading.findings.error(note.line, "a Resolve marker is written ' |C:ResolveColorBlue |M:name |D:frames'")
        } else if let locator = note.value(of: "LOC") {
          let words = locator.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
          reading.add(
            words.count > 2 ? String(words[2].drop { $0 == " " }) : "", at: note.line,
            timecode: words.first.map(String.init) ?? "", frames: 0, rate: rate)
        }
      }
    }
  }

  /// The name and length of a marker; one frame is a moment.
  private static func marker(in text: String) -> (name: String, frames: Int)? {
    guard let match = text.firstMatch(of: /\|C:ResolveColor\w* \|M:(.*) \|D:(\d{1,9})\s*$/),
      let frames = Int(match.2)
    else { return nil }
    return (String(match.1), frames > 1 ? frames : 0)
  }
}
