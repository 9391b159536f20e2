import StageKit
import Shots

/// Reads a CMX 3600 edit decision list by its fixed columns, as strictly as the strictest editors.
struct EDLReader {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let rate: FrameRate
  private var findings: Diagnostics
  private var events: [EDLEvent] = []
  private var isDropFrame: Bool?

  static func read(
    _ bytes: [UInt8], rate: FrameRate, findings: inout Diagnostics
  ) throws(ReadingError) -> CutList? {
    if bytes.starts(with: byteOrderMark) {
      findings.error(1, "the file starts with a byte order mark; save it without")
    }
    var reader = EDLReader(rate: rate, findings: findings)
    reader.read(try lines(of: bytes))
    findings = reader.findings
    return reader.list
  }

  /// The rates that a list may have.
  ///
  /// - Returns: The one at the end of its title, which may be a word of the title by chance, and all others that count as
  ///   its `FCM` says.
  static func rates(of bytes: [UInt8]) throws(ReadingError) -> (stated: FrameRate?, others: [FrameRate]) {
    let lines = try lines(of: bytes)
    let drops = lines.contains { $0.hasPrefix("FCM: DROP") }
    let title = lines.first { $0.hasPrefix("TITLE:") }?.lowercased() ?? ""
    let word = title.split { $0 == " " || $0 == "_" }.last.map(String.init) ?? ""
    let stated = FrameRate(rawValue: word).map { drops ? $0.droppingFrames ?? $0 : $0 }
    return (stated, FrameRate.allCases.filter { $0.isDropFrame == drops && $0 != stated })
  }

  private static func lines(of bytes: [UInt8]) throws(ReadingError) -> [String] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ReadingError(line: 0, message: "the file is not UTF-8")
    }
    return text.drop { $0 == "\u{FEFF}" }.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
  }

  private init(rate: FrameRate, findings: Diagnostics) {
    self.rate = rate
    self.findings = findings
  }

  private mutating func read(_ lines: [String]) {
    var hasTitle = false
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let number = index + 1
      if line.hasPrefix("TITLE:") {
        if hasTitle || !events.isEmpty { findings.error(number, "TITLE must stand once, at the top") }
        hasTitle = true
      } else if !hasTitle {
        findings.error(number, "the first line must be TITLE:")
        hasTitle = true
      } else if line.hasPrefix("FCM:") {
        readCounting(line, number)
      } else if line.first?.isNumber == true {
        readEvent(line, number)
      } else if events.isEmpty {
        findings.error(number, "a note stands before event 001, which readers refuse; move it behind an event")
      } else {
        events[events.count - 1].note(line, number, rate: rate, findings: &findings)
      }
    }
    if !events.contains(where: \.isVideo) { findings.error(0, "the list has no event that shows a picture") }
    if isDropFrame == nil { findings.error(0, "the list has no FCM line, which says how timecode counts") }
    checkNumbers()
  }

  private mutating func readCounting(_ line: String, _ number: Int) {
    if isDropFrame != nil { findings.error(number, "FCM must stand once") }
    switch line.dropFirst(4).drop(while: { $0 == " " }) {
    case "DROP FRAME": isDropFrame = true
    case "NON-DROP FRAME": isDropFrame = false
    case let other: findings.error(number, "FCM must be DROP FRAME or NON-DROP FRAME, found '\(other)'")
    }
    if let isDropFrame, isDropFrame != rate.isDropFrame {
      findings.error(number, "FCM says \(isDropFrame ? "" : "non-")drop-frame, but the rate is \(rate.rawValue)")
    }
  }

  private mutating func readEvent(_ line: String, _ number: Int) {
    do throws(Failure) {
      let event = try EDLEvent(line, number: number, rate: rate, isDropFrame: isDropFrame ?? rate.isDropFrame)
      // The first line of a dissolve's pair shows no frame; the second is the event.
      if let last = events.last, last.number == event.number, last.hasNoFrames, event.isTransition {
        events.removeLast()
      }
      events.append(event)
    } catch {
      findings.error(number, error.description)
    }
  }

  private mutating func checkNumbers() {
    for (index, event) in events.enumerated() where event.number != index + 1 {
      findings.error(event.line, "the event has the number \(event.number), but \(index + 1) comes next")
      return
    }
  }

  private var list: CutList? {
    let shots = events.filter(\.isVideo)
    guard let first = shots.first else { return nil }
    return CutList(
      format: .edl, rate: rate, statesDropFrame: true, start: first.record.lowerBound,
      cuts: shots.map { event in
        CutList.Cut(
          inFrame: event.record.lowerBound - first.record.lowerBound,
          outFrame: event.end - first.record.lowerBound, name: event.name, line: event.line,
          picture: event.marked == nil ? .shown : .gap)
      }, statedFrames: nil)
  }
}
