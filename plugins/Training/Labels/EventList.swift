import Edits
import Learning
import Shots
import StageKit

/// Labels from a CMX 3600 edit decision list: the record times of its video events, and the types in their clips' names.
enum EventList {
  /// The shots of a list, in the file's order.
  ///
  /// - Parameters:
  ///   - path: The file's path for messages.
  ///   - rate: The rate at which it counts; by default the one at the end of its title.
  ///   - start: The record timecode at which the song starts; by default that of the first event.
  /// - Throws: ``Failure`` with all lines that cannot be read.
  static func shots(
    in bytes: [UInt8], path: String, rate: FrameRate?, start: String?, vocabulary: Vocabulary
  ) throws(Failure) -> [WrittenShot] {
    var diagnostics = Diagnostics(file: path)
    let list: EDL
    do throws(ReadingError) {
      list = try EDL(bytes)
    } catch {
      throw Failure("\(path): \(error.message)")
    }
    for (note, failure) in list.unread { diagnostics.error(note.line, failure.description) }
    let rate = rate ?? list.statedRate
    var events: [(event: EDLEvent, frames: Range<Int>)] = []
    // A transition's first line is of no length: the shot that it leaves.
    for event in list.events where event.showsPicture && !event.record.isEmpty {
      do throws(Failure) {
        guard let rate else {
          throw Failure(
            "the list does not say its rate", remedy: "set `rate`, or end its TITLE with one, such as 29.97DF")
        }
        events.append((event, try event.frames(at: rate)))
      } catch {
        diagnostics.error(event.line, error.description)
      }
    }
    try diagnostics.check()
    guard let rate, let first = events.first else {
      throw Failure("\(path): there is no video event", remedy: "is this a CMX 3600 edit decision list?")
    }
    var origin = first.frames.lowerBound
    if let start { origin = try Timecode(start, rate: rate).frame }
    var shots: [WrittenShot] = []
    for (event, frames) in events {
      guard let name = event.shownName, !name.isEmpty else {
        diagnostics.error(event.line, "the event has no clip name; write `* FROM CLIP NAME: CU_001` below it")
        continue
      }
      guard frames.lowerBound >= origin else {
        diagnostics.error(
          event.line, "the event starts before the song, which starts at \(Timecode(frame: origin, rate: rate))")
        continue
      }
      shots.append(
        WrittenShot(
          start: rate.seconds(ofFrame: frames.lowerBound - origin),
          end: rate.seconds(ofFrame: frames.upperBound - origin),
          type: ClipType.type(in: name, vocabulary: vocabulary), line: event.line))
    }
    try diagnostics.check()
    return shots
  }
}
