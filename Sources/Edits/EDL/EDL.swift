import Formats
import Shots
import StageKit

/// A CMX 3600 edit decision list as it is written: its events with their notes, for every use of it.
///
/// Its timecodes have no frames yet: a list does not carry its rate.
struct EDL: Sendable {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The lines of no event: the title, how timecode counts, and whatever else stands before the first event.
  let head: [EDLNote]
  /// The events in the file's order, each with the notes below it.
  let events: [EDLEvent]
  /// The lines that begin as an event's does, and cannot be read.
  let unread: [(note: EDLNote, failure: Failure)]
  /// Whether the file begins with a byte order mark.
  let hasByteOrderMark: Bool

  /// Reads a list.
  ///
  /// - Parameter bytes: Text in UTF-8; lines end as on any system.
  /// - Throws: ``ReadingError`` for what is no UTF-8.
  init(_ bytes: [UInt8]) throws(ReadingError) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw ReadingError(line: 0, message: "the text is not UTF-8; save the file as UTF-8")
    }
    hasByteOrderMark = bytes.starts(with: Self.byteOrderMark)
    var head: [EDLNote] = []
    var events: [EDLEvent] = []
    var unread: [(note: EDLNote, failure: Failure)] = []
    for line in Self.lines(of: bytes.dropFirst(hasByteOrderMark ? Self.byteOrderMark.count : 0)) {
      if line.isEvent {
        do throws(Failure) {
          let event = try EDLEvent(line)
          if let last = events.last, event.takesOver(from: last) { events[events.count - 1].isOutgoing = true }
          events.append(event)
        } catch {
          unread.append((line, error))
        }
      } else if events.isEmpty || line.isTitle || line.isCounting {
        head.append(line)
      } else {
        events[events.count - 1].notes.append(line)
      }
    }
    (self.head, self.events, self.unread) = (head, events, unread)
  }

  /// The lines that are not blank.
  private static func lines(of bytes: ArraySlice<UInt8>) -> [EDLNote] {
    var lines: [EDLNote] = []
    var number = 1
    var start = bytes.startIndex
    func end(_ place: Int) {
      let note = EDLNote(line: number, text: String(decoding: bytes[start..<place], as: UTF8.self))
      if !note.isBlank { lines.append(note) }
    }
    let (feed, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    for place in bytes.indices where bytes[place] == feed || bytes[place] == carriage {
      // A pair of them ends one line.
      if bytes[place] == feed, place > bytes.startIndex, bytes[place - 1] == carriage {
        start = place + 1
        continue
      }
      end(place)
      number += 1
      start = place + 1
    }
    end(bytes.endIndex)
    return lines
  }

  /// Whether the list says that its timecode is drop-frame.
  var dropsFrames: Bool { head.contains { $0.isCounting && $0.value(of: "FCM")?.hasPrefix("DROP") == true } }

  /// Whether timecode is drop-frame by its separators, which say so where every event stands; by the head if there is none.
  var countsDropFrame: Bool { events.first?.record.start.isDropFrame ?? dropsFrames }

  /// Where the title stands.
  var titleLine: Int { title?.line ?? 0 }

  private var title: EDLNote? { head.first(where: \.isTitle) }

  /// The rate that the title ends with, which may be a word of the title by chance; `nil` if it is none.
  var statedRate: FrameRate? {
    guard let title = title?.text.lowercased(),
      let word = title.split(whereSeparator: { $0 == " " || $0 == "_" }).last,
      let rate = FrameRate(rawValue: String(word))
    else { return nil }
    return dropsFrames ? rate.droppingFrames ?? rate : rate
  }
}
