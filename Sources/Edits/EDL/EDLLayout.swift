import Shots
import StageKit

/// What the strictest editors ask of a list whatever its rate: a head, fixed columns, numbers in order.
enum EDLLayout {
  /// The column, from 0, where each field starts.
  private enum Column {
    static let reel = 5
    static let channel = 14
    static let transition = 20
    static let timecodes = [29, 41, 53, 65]
    static let length = 76
  }

  /// Says what a list does otherwise, by line.
  static func check(_ list: EDL, findings: inout Diagnostics) {
    if list.hasByteOrderMark {
      findings.error(1, "the file starts with a byte order mark; save it without")
    }
    checkHead(of: list, findings: &findings)
    for event in list.events {
      if let fault = fault(in: event.written.text) { findings.error(event.line, fault) }
      for note in event.notes where note.isMarker && note.marker == nil {
        findings.error(note.line, "a Resolve marker is written ' |C:ResolveColorBlue |M:name |D:frames'")
      }
    }
    for (note, failure) in list.unread {
      findings.error(note.line, fault(in: note.text) ?? failure.description)
    }
    if !list.events.contains(where: \.showsPicture) {
      findings.error(0, "the list has no event that shows a picture")
    }
    for (index, event) in list.events.filter({ !$0.isOutgoing }).enumerated() where event.number != index + 1 {
      findings.error(event.line, "the event has the number \(event.number), but \(index + 1) comes next")
      break
    }
  }

  private static func checkHead(of list: EDL, findings: inout Diagnostics) {
    let firstEvent = list.events.first?.line ?? .max
    var (titles, countings) = (0, 0)
    for note in list.head {
      if note.text.hasPrefix("TITLE:") {
        if titles > 0 || note.line > firstEvent { findings.error(note.line, "TITLE must stand once, at the top") }
        titles += 1
      } else if note.isCounting {
        if countings > 0 { findings.error(note.line, "FCM must stand once") }
        countings += 1
        let counting = note.value(of: "FCM") ?? ""
        if !["DROP FRAME", "NON-DROP FRAME"].contains(counting) {
          findings.error(note.line, "FCM must be DROP FRAME or NON-DROP FRAME, found '\(counting)'")
        }
      } else if titles > 0 {
        findings.error(
          note.line, "a note stands before event 001, which readers refuse; move it behind an event")
      }
    }
    let first = min(list.head.first?.line ?? .max, firstEvent)
    if list.head.first?.text.hasPrefix("TITLE:") != true || list.head.first?.line != first, first < .max {
      findings.error(first, "the first line must be TITLE:")
    }
    if countings == 0 { findings.error(0, "the list has no FCM line, which says how timecode counts") }
  }

  /// What is wrong with the columns of an event's line.
  private static func fault(in text: String) -> String? {
    let line = Array(text.utf8)
    func field(_ start: Int, _ end: Int) -> Substring {
      let words = line[min(start, line.count)..<min(end, line.count)]
      return Substring(decoding: words, as: UTF8.self)
    }
    func trimmed(_ start: Int, _ end: Int) -> String {
      field(start, end).utf8.split(whereSeparator: \.isSpace).map { String(Substring($0)) }.joined(separator: " ")
    }
    guard line.count >= Column.length, line[Column.length...].allSatisfy({ $0 == UInt8(ascii: " ") }),
      line[..<3].allSatisfy(\.isDigit), field(3, Column.reel) == "  "
    else { return "the event's line has \(text.count) characters, not the 76 of fixed columns" }
    let reel = trimmed(Column.reel, Column.channel - 1)
    guard SourceClip.isReel(reel) else {
      return "the reel '\(reel)' must be 1 to 8 of A to Z, 0 to 9 and _, without spaces"
    }
    let channel = trimmed(Column.channel, Column.transition)
    guard isChannel(channel) else {
      return "'\(channel)' is no channel; V is video, A or AA is sound, B is both"
    }
    let transition = field(Column.transition, Column.timecodes[0])
    guard isTransition(transition) else {
      let found = trimmed(Column.transition, Column.timecodes[0])
      return "'\(found)' is no transition; C is a cut, D a dissolve with its length"
    }
    let times = Column.timecodes.map { field($0, $0 + 11) }
    return times.first { WrittenTimecode($0) == nil }.map { "'\($0)' is no timecode in its columns" }
  }

  /// `V`, `A`, both with a digit, `AA`, `B`, `NONE`, and sound with a picture: `A2/V`.
  private static func isChannel(_ text: String) -> Bool {
    let sound = text.hasSuffix("/V") ? text.dropLast(2) : text[...]
    if sound.count < text.count { return ["A", "AA"].contains(sound) || isNumbered(sound, "A") }
    return ["V", "A", "AA", "B", "NONE"].contains(text) || isNumbered(sound, "V") || isNumbered(sound, "A")
  }

  private static func isNumbered(_ text: Substring, _ letter: String) -> Bool {
    text.utf8.count == 2 && text.hasPrefix(letter) && text.utf8.last?.isDigit == true
  }

  /// `C`, `D`, `K`, `KB`, `KO` or `W` with three digits; spaces; and three digits for what has a length.
  private static func isTransition(_ text: Substring) -> Bool {
    let words = text.split(separator: " ")
    guard let kind = words.first, words.count <= 2, text.hasPrefix(kind), text.utf8.count > kind.utf8.count else {
      return false
    }
    func isNumber(_ word: Substring) -> Bool { word.utf8.count == 3 && word.utf8.allSatisfy(\.isDigit) }
    let isKnown = ["C", "D", "K", "KB", "KO"].contains(kind) || (kind.hasPrefix("W") && isNumber(kind.dropFirst()))
    return isKnown && (words.count == 1 || isNumber(words[1]))
  }
}
