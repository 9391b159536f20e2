import Learning
import StageKit
import Shots

/// Labels from a CMX 3600 edit decision list: the record times of its video events, and the types in their clips' names.
struct EventList {
  /// An event's record span and its clip's name.
  private struct Event {
    let line: Int
    let isCut: Bool
    let record: ClosedRange<Int>
    var fromName: String?
    var toName: String?
    /// What songboard calls the event where the clip's name is that of its media.
    var ownName: String?
  }

  private let path: String
  private var rate: FrameRate?
  private var isRateGiven: Bool
  private var events: [Event] = []

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
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("\(path): the text is not UTF-8", remedy: "save the file as UTF-8")
    }
    let content = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
    var list = EventList(path: path, rate: rate, isRateGiven: rate != nil)
    var diagnostics = Diagnostics(file: path)
    for (index, line) in content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      do throws(Failure) {
        try list.read(line, number: index + 1)
      } catch {
        diagnostics.error(index + 1, error.description)
      }
    }
    try diagnostics.check()
    return try list.shots(start: start, vocabulary: vocabulary)
  }

  private init(path: String, rate: FrameRate?, isRateGiven: Bool) {
    self.path = path
    self.rate = rate
    self.isRateGiven = isRateGiven
  }

  private mutating func read(_ line: Substring, number: Int) throws(Failure) {
    let words = line.split(separator: " ")
    guard let first = words.first else { return }
    if first.uppercased() == "TITLE:", !isRateGiven {
      rate = words.last.flatMap { FrameRate(rawValue: $0.lowercased()) } ?? rate
    } else if first == "*" {
      note(line)
    } else if first.allSatisfy({ $0.isASCII && $0.isNumber }) {
      try read(event: words, number: number)
    }
  }

  /// Notes such as `* FROM CLIP NAME: XLS_001`, or songboard's `* COMMENT: XLS_001 P=0.87`, belong to the event above them.
  private mutating func note(_ line: Substring) {
    guard !events.isEmpty else { return }
    if let match = line.wholeMatch(of: /\*\s*COMMENT:\s*(\S+_\d{3,}) P=.*/) {
      events[events.count - 1].ownName = String(match.1)
    }
    guard let match = line.wholeMatch(of: /\*\s*(FROM|TO) CLIP NAME:\s*(.*?)\s*/) else { return }
    let name = String(match.2)
    if match.1 == "FROM" {
      events[events.count - 1].fromName = name
    } else {
      events[events.count - 1].toName = name
    }
  }

  private mutating func read(event words: [Substring], number: Int) throws(Failure) {
    guard words.count >= 8 else {
      throw Failure(
        "an event has a number, reel, channel, transition and four timecodes, found \(words.count) fields")
    }
    guard words[2].hasPrefix("V") || words[2].hasSuffix("V") || words[2] == "B" else { return }
    guard let rate else {
      throw Failure(
        "the list does not say its rate", remedy: "set `rate`, or end its TITLE with one, such as 29.97DF")
    }
    var times: [Int] = []
    for word in words.suffix(2) { times.append(try Timecode(String(word), rate: rate).frame) }
    guard times[0] <= times[1] else { throw Failure("the event ends before its start") }
    // A transition's first line is of no length: the shot that it leaves.
    guard times[0] < times[1] else { return }
    events.append(Event(line: number, isCut: words[3] == "C", record: times[0]...times[1]))
  }

  private func shots(start: String?, vocabulary: Vocabulary) throws(Failure) -> [WrittenShot] {
    guard let rate, let first = events.first else {
      throw Failure("\(path): there is no video event", remedy: "is this a CMX 3600 edit decision list?")
    }
    var origin = first.record.lowerBound
    if let start { origin = try Timecode(start, rate: rate).frame }
    var diagnostics = Diagnostics(file: path)
    var shots: [WrittenShot] = []
    for event in events {
      let name = event.ownName ?? (event.isCut ? event.fromName : event.toName ?? event.fromName)
      guard let name, !name.isEmpty else {
        diagnostics.error(event.line, "the event has no clip name; write `* FROM CLIP NAME: CU_001` below it")
        continue
      }
      guard event.record.lowerBound >= origin else {
        diagnostics.error(
          event.line, "the event starts before the song, which starts at \(Timecode(frame: origin, rate: rate))")
        continue
      }
      shots.append(
        WrittenShot(
          start: rate.seconds(ofFrame: event.record.lowerBound - origin),
          end: rate.seconds(ofFrame: event.record.upperBound - origin),
          type: ClipType.type(in: name, vocabulary: vocabulary), line: event.line))
    }
    try diagnostics.check()
    return shots
  }
}
