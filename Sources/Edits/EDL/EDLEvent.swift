import Shots
import StageKit

/// An event of an edit decision list with its notes, as it is written.
struct EDLEvent: Sendable {
  /// From a first timecode to the one after the last frame.
  struct Span: Sendable {
    /// The first frame's.
    let start: WrittenTimecode
    /// That of the frame after the last one.
    let end: WrittenTimecode

    /// Whether the span has no frames.
    var isEmpty: Bool { start == end }
  }

  /// How many words an event's line has: number, reel, channels, transition and four timecodes.
  private static let fewestWords = 8

  /// The line, counted from 1.
  var line: Int { written.line }
  /// The line as it is written, whose columns count for some.
  let written: EDLNote
  /// The event's number.
  let number: Int
  /// The reel; may have spaces, though readers lose such clips.
  let reel: String
  /// What it edits, such as `V` or `A2/V`.
  let channels: String
  /// How it comes in: `C` for a cut, `D` for a dissolve, `W` with a number for a wipe, `K` for a key.
  let transition: String
  /// What of the reel is played.
  let source: Span
  /// Where in the edit.
  let record: Span
  /// The notes below the event.
  var notes: [EDLNote] = []
  /// Whether the next event is the other half of a transition: then this one is the clip that goes, and shows no frame.
  var isOutgoing = false

  /// Reads an event's line.
  ///
  /// - Throws: ``Failure`` that says what is wrong with it.
  init(_ line: EDLNote) throws(Failure) {
    let words = line.text.utf8.split(whereSeparator: \.isSpace).map { Substring($0) }
    guard words.count >= Self.fewestWords, let number = Int(words[0]) else {
      throw Failure(
        "an event has a number, reel, channel, transition and four timecodes, found \(words.count) fields")
    }
    let times = words.count - 4
    written = line
    self.number = number
    // The last word that can be one is the transition: a reel may have spaces, and be called C.
    let place = (3..<times).last { Self.isTransition(words[$0]) } ?? 3
    reel = words[1..<place - 1].joined(separator: " ")
    channels = String(words[place - 1])
    transition = String(words[place])
    source = Span(start: try Self.timecode(words[times]), end: try Self.timecode(words[times + 1]))
    record = Span(start: try Self.timecode(words[times + 2]), end: try Self.timecode(words[times + 3]))
  }

  private static func isTransition(_ word: Substring) -> Bool {
    switch word {
    case "C", "D", "K", "KB", "KO": true
    default: word.utf8.count == 4 && word.utf8.first == UInt8(ascii: "W") && word.utf8.dropFirst().allSatisfy(\.isDigit)
    }
  }

  private static func timecode(_ word: Substring) throws(Failure) -> WrittenTimecode {
    guard let timecode = WrittenTimecode(word) else {
      throw Failure("'\(word)' is no timecode", remedy: "write HH:MM:SS:FF, or HH:MM:SS;FF for drop-frame")
    }
    return timecode
  }
}

// MARK: What it shows

extension EDLEvent {
  /// Whether it shows pictures; others are sound alone.
  var showsPicture: Bool { channels.utf8.contains(UInt8(ascii: "V")) || ["B", "NONE"].contains(channels) }

  /// Whether it is the second line of a transition, whose first is the event before.
  func takesOver(from last: EDLEvent) -> Bool {
    last.number == number && last.record.isEmpty && transition != "C"
  }

  /// Its frames in the edit, as numbers of their timecodes.
  ///
  /// - Throws: ``Failure`` for a timecode that the rate does not have, or an end before the start.
  func frames(at rate: FrameRate) throws(Failure) -> Range<Int> {
    let (start, end) = (try Timecode(record.start, rate: rate).frame, try Timecode(record.end, rate: rate).frame)
    guard start <= end else { throw Failure("the event ends before it starts") }
    return start..<end
  }

  /// What the last of its notes with a key says, such as `FROM CLIP NAME`.
  func note(_ key: String) -> String? {
    notes.reversed().lazy.compactMap { $0.value(of: key) }.first
  }
}
