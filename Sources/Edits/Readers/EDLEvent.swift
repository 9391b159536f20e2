import StageKit
import Shots

/// An event of an edit decision list with its notes.
struct EDLEvent {
  let number: Int
  let line: Int
  /// The frames of the timeline, as numbers of their timecodes; may be empty.
  let record: Range<Int>
  let isTransition: Bool
  /// Whether it shows pictures; others are sound alone.
  let isVideo: Bool
  private(set) var name: String
  /// The length of a marker's span in frames; `nil` for an event that shows a clip.
  private(set) var marked: Int?

  /// The column, from 0, where each field starts.
  private enum Column {
    static let reel = 5
    static let channel = 14
    static let transition = 20
    static let timecodes = [29, 41, 53, 65]
    static let length = 76
  }

  /// Reads an event's line.
  ///
  /// - Throws: ``Failure`` that says what is wrong with it.
  init(_ text: String, number line: Int, rate: FrameRate, isDropFrame: Bool) throws(Failure) {
    let characters = Array(text)
    func field(_ start: Int, _ end: Int) -> String {
      String(characters[min(start, characters.count)..<min(end, characters.count)])
    }
    let padding = characters.dropFirst(Column.length)
    guard characters.count >= Column.length, padding.allSatisfy({ $0 == " " }),
      let number = Int(field(0, 3)), field(3, 5) == "  "
    else {
      throw Failure("the event's line has \(characters.count) characters, not the 76 of fixed columns")
    }
    let reel = field(Column.reel, Column.channel - 1).split(separator: " ", omittingEmptySubsequences: true)
    guard reel.count == 1, let name = reel.first, name.wholeMatch(of: /[A-Z0-9_]{1,8}/) != nil else {
      let found = field(Column.reel, Column.channel - 1)
      throw Failure("the reel '\(Self.trimmed(found))' must be 1 to 8 of A to Z, 0 to 9 and _, without spaces")
    }
    let channel = Self.trimmed(field(Column.channel, Column.transition))
    guard channel.wholeMatch(of: /V[0-9]?|A[0-9]?|AA|B|NONE|A[0-9A]?\/V/) != nil else {
      throw Failure("'\(channel)' is no channel; V is video, A or AA is sound, B is both")
    }
    let transition = field(Column.transition, Column.timecodes[0])
    guard transition.wholeMatch(of: /(C|D|W[0-9]{3}|K[BO]?) +([0-9]{3})? */) != nil else {
      throw Failure("'\(Self.trimmed(transition))' is no transition; C is a cut, D a dissolve with its length")
    }
    var frames: [Int] = []
    for start in Column.timecodes {
      let text = field(start, start + 11)
      guard text.contains(";") == isDropFrame else {
        throw Failure(
          "the timecode '\(text)' and the FCM line disagree on drop-frame, where readers drift by frames each minute")
      }
      frames.append(try Timecode(text, rate: rate).frame)
    }
    guard frames[2] <= frames[3] else { throw Failure("the event ends before it starts") }
    let length = frames[3] - frames[2]
    // A camera's timecode may start again at midnight.
    let isSame = Timecode(frame: frames[0] + length, rate: rate).frame == frames[1]
    guard isSame || frames[0] <= frames[1] else { throw Failure("the event's source ends before it starts") }
    guard isSame else {
      throw Failure(
        "the source lasts \(CutListReader.frames(frames[1] - frames[0])) and the record "
          + "\(CutListReader.frames(length)), which asks for a change of speed")
    }
    self.number = number
    self.line = line
    self.name = String(name)
    record = frames[2]..<frames[3]
    isVideo = channel.contains("V") || channel == "B" || channel == "NONE"
    isTransition = !transition.hasPrefix("C")
  }

  var hasNoFrames: Bool { record.isEmpty }

  /// Where the event ends on the timeline: a marker's span lasts longer than its event.
  var end: Int { marked.map { record.lowerBound + $0 } ?? record.upperBound }

  /// Takes a note that stands behind the event.
  mutating func note(_ text: String, _ line: Int, rate: FrameRate, findings: inout Diagnostics) {
    if text.hasPrefix("* FROM CLIP NAME:") || text.hasPrefix("* TO CLIP NAME:") {
      name = Self.trimmed(String(text.drop { $0 != ":" }.dropFirst()))
    } else if text.hasPrefix("* LOC:") {
      check(locator: text, line, rate: rate, findings: &findings)
    } else if text.contains("|C:ResolveColor") {
      guard let match = text.firstMatch(of: /\|C:ResolveColor[A-Za-z]+ \|M:(.*) \|D:([0-9]{1,9})\s*$/),
        let length = Int(match.2)
      else {
        findings.error(line, "a Resolve marker is written ' |C:ResolveColorBlue |M:name |D:frames'")
        return
      }
      if record.count != 1 { findings.error(self.line, "a marker's event lasts one frame, not \(record.count)") }
      name = String(match.1)
      marked = length
    }
  }

  private func check(locator text: String, _ line: Int, rate: FrameRate, findings: inout Diagnostics) {
    let words = text.split(separator: " ")
    guard words.count > 2, let frame = try? Timecode(String(words[2]), rate: rate).frame else {
      findings.error(line, "a locator is written '* LOC: timecode colour text'")
      return
    }
    if !record.contains(frame) { findings.error(line, "the locator lies outside its event") }
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    return start.lastIndex { $0 != " " }.map { String(start[...$0]) } ?? ""
  }
}
