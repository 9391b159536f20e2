import Formats
import Shots
import StageKit

/// A file of marks while it is read: what its reader is told, and what it has found.
struct MarkReading {
  /// A mark whose timecode is not counted from the song's start yet.
  private struct Stamped {
    let line: Int
    let frame: Int
    let frames: Int
    let name: String
  }

  /// What is wrong with the file.
  var findings: Diagnostics
  /// The rate of frames and timecodes, unless the file says its own.
  let rate: FrameRate?

  private let path: String
  private let start: String?
  private var events: [Event] = []
  private var stamped: [Stamped] = []
  private var stampedRate: FrameRate?

  init(path: String, rate: FrameRate?, start: String?) {
    findings = Diagnostics(file: path)
    (self.path, self.rate, self.start) = (path, rate, start)
  }

  /// The rows of a table.
  func rows(of bytes: [UInt8]) throws(ReadingError) -> [CSVTable.Row] {
    do throws(Failure) {
      return try CSVTable(bytes, of: path).rows
    } catch {
      // The failure names the file itself.
      throw ReadingError(line: 0, message: error.description)
    }
  }

  /// The rate that the file is asked to have, or has.
  ///
  /// - Parameter stated: What the file says of itself.
  /// - Throws: ``ReadingError`` if nobody says it.
  func rate(stated: FrameRate? = nil) throws(ReadingError) -> FrameRate {
    guard let rate = rate ?? stated else {
      throw ReadingError(
        line: 0, message: "the file counts frames and does not say how many are a second; set `rate`, such as 25")
    }
    return rate
  }

  /// A time in seconds, as people write it.
  func seconds(_ text: String) throws(Failure) -> Double {
    guard let seconds = ClockTime.seconds(text) else {
      throw Failure("'\(text)' is no time in seconds, or as m:ss or h:mm:ss")
    }
    return seconds
  }

  /// Adds a mark by its times in seconds, or says what is wrong with them.
  mutating func add(
    _ name: String, at line: Int, times: (Self) throws(Failure) -> (start: Double, end: Double)
  ) {
    do throws(Failure) {
      let (start, end) = try times(self)
      guard end >= start else { throw Failure("the mark ends at \(end.text) s, before it starts at \(start.text) s") }
      events.append(Event(from: start, to: end, label: name))
    } catch {
      findings.error(line, error.description)
    }
  }

  /// Adds a mark by its frames, counted from the song's start.
  mutating func add(_ name: String, at line: Int, frame: Int?, frames: Int, rate: FrameRate) {
    guard let frame, (0...1_000_000_000).contains(frame), (0...1_000_000_000).contains(frames) else {
      findings.error(line, "the mark '\(name)' needs its place and length in whole frames from 0")
      return
    }
    events.append(
      Event(from: rate.seconds(ofFrame: frame), to: rate.seconds(ofFrame: frame + frames), label: name))
  }

  /// Adds a mark by its timecode, or says what is wrong with it.
  mutating func add(_ name: String, at line: Int, timecode: String, frames: Int, rate: FrameRate) {
    do throws(Failure) {
      stamped.append(
        Stamped(line: line, frame: try Timecode(timecode, rate: rate).frame, frames: max(0, frames), name: name))
      stampedRate = rate
    } catch {
      findings.error(line, error.description)
    }
  }

  /// All marks, in order.
  ///
  /// - Throws: ``Failure`` with all that is wrong, or if there is no mark.
  consuming func marks() throws(Failure) -> Events {
    if let rate = stampedRate {
      let hour = Timecode.firstHour(at: rate).frame
      var origin = stamped.contains { $0.frame < hour } ? 0 : hour
      if let start { origin = try Timecode(start, rate: rate).frame }
      for mark in stamped where mark.frame < origin {
        findings.error(
          mark.line,
          "the mark '\(mark.name)' lies before the song, which starts at \(Timecode(frame: origin, rate: rate))")
      }
      events += stamped.filter { $0.frame >= origin }.map { mark in
        Event(
          from: rate.seconds(ofFrame: mark.frame - origin),
          to: rate.seconds(ofFrame: mark.frame + mark.frames - origin),
          label: mark.name)
      }
    }
    if events.isEmpty, !findings.hasErrors {
      findings.error(0, "there is no mark; what is read is \(MarkReader.formats)")
    }
    try findings.check()
    return Events(events)
  }
}
