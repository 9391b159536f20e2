import Formats
import Shots
import StageKit

/// A shot list as a table: rows `start,end,type`, or a table with columns of these names, as `write.csv` gives, which may
/// have subjects (`subject`), frames (`in`, `out`) and timecodes (`timecode_in`, `timecode_out`) beside the seconds or in place of them.
struct ShotTable: Sendable {
  /// A row: a shot's borders by all that it says of them.
  struct Row: Sendable {
    let line: Int
    let type: String
    /// Who is shown: empty for nobody; `nil` if the table does not say.
    let subject: String?
    /// Whether the shot is locked; `nil` if the table does not say.
    let isLocked: Bool?
    /// How sure the type is, from 0 to 1; `nil` if the table does not say.
    let confidence: Double?
    /// Why the shot is of this type; `nil` if the table does not say.
    let why: String?
    /// The type that songboard wrote, which a person may have changed; `nil` if the table does not say, as none does without
    /// whys.
    let told: String?
    /// How sure the cut is that the shot starts with, from 0 to 1; `nil` if the table does not say, as none does without whys.
    let cut: Double?
    /// The first frame and the one after the last.
    let frames: [Int?]
    let seconds: [Double?]
    let timecodes: [WrittenTimecode?]
  }

  private static let plain = ["start", "end", "type"]
  private static let seconds = ["start", "end"]
  private static let frames = ["in", "out"]
  private static let timecodes = ["timecode_in", "timecode_out"]
  /// How far seconds may be from what they mean by being rounded to thousandths.
  private static let rounding = 0.00051
  private static let grammar = "rows are start,end,type"

  let rows: [Row]

  /// Reads a table.
  ///
  /// - Parameter findings: Takes the rows that cannot be read.
  /// - Throws: ``Failure`` if the text is not UTF-8, or quotes are not in pairs.
  init(_ bytes: [UInt8], findings: inout Diagnostics) throws(Failure) {
    let table = try CSVTable(bytes, of: findings.file)
    var rest = table.rows[...]
    var names = Self.plain
    let isHead = { (field: String) in Self.seconds.contains(field) || Self.frames.contains(field) }
    if let head = rest.first, head.fields.contains(where: { isHead($0.lowercased()) }) {
      names = head.fields(droppingEmptyBehind: Self.plain.count).map { $0.lowercased() }
      let pairs = [Self.seconds, Self.frames, Self.timecodes]
      guard names.contains("type"), pairs.contains(where: { $0.allSatisfy(names.contains) }) else {
        findings.error(head.line, "the columns are \(names.joined(separator: ", ")); \(Self.grammar)")
        rows = []
        return
      }
      rest = rest.dropFirst()
    }
    var rows: [Row] = []
    var failures: [(line: Int, failure: Failure)] = []
    for row in rest {
      do throws(Failure) {
        rows.append(try Row(row, names: names))
      } catch {
        failures.append((row.line, error))
      }
    }
    self.rows = rows
    // Of a table of something else the first row says enough.
    let isOther = rows.isEmpty && failures.count > 1
    for (line, failure) in isOther ? failures.prefix(1) : failures[...] {
      findings.error(line, isOther ? "is no table of shots: \(failure)" : failure.description)
    }
  }

  // MARK: Rates

  /// The rates at which frames and seconds are the same times, and timecodes count as they do; none if the table does not
  /// have both. A short table fits several.
  var ownRates: [FrameRate] {
    let borders = rows.flatMap { row in zip(row.frames, row.seconds) }.compactMap { frame, seconds in
      frame.flatMap { frame in seconds.map { (frame: frame, seconds: $0) } }
    }
    guard borders.contains(where: { $0.frame > 0 }) else { return [] }
    let dropsFrames = rows.lazy.compactMap { $0.timecodes[0]?.isDropFrame }.first ?? false
    // A person may have moved some borders: the rates are those at which most are true.
    let rates = FrameRate.allCases.filter { $0.isDropFrame == dropsFrames }.map { rate in
      (rate, borders.count { abs($0.seconds - rate.seconds(ofFrame: $0.frame)) > Self.rounding })
    }
    let fewest = rates.map(\.1).min()
    return rates.filter { $0.1 == fewest }.map(\.0)
  }

  /// The cuts at a rate.
  ///
  /// - Parameter findings: Takes the rows whose frames and seconds disagree, or whose timecodes the rate does not have.
  func list(at rate: FrameRate, findings: inout Diagnostics) -> CutList {
    var cuts: [CutList.Cut] = []
    let timecodes = rows.map { row in [0, 1].map { timecode(row, $0, at: rate, findings: &findings) } }
    let start = start(by: timecodes)
    for (row, timecodes) in zip(rows, timecodes) {
      let borders = [0, 1].map { place in
        border(
          row, place, by: timecodes[place].flatMap { timecode in start.map { timecode - $0 } }, at: rate,
          findings: &findings)
      }
      guard let first = borders[0], let last = borders[1] else { continue }
      cuts.append(
        CutList.Cut(
          inFrame: first, outFrame: last, name: row.type, line: row.line, type: row.type, subject: row.subject,
          isLocked: row.isLocked))
    }
    return CutList(
      format: .csv, rate: rate, statesDropFrame: true, start: start, cuts: cuts, statedFrames: nil)
  }

  /// The timecode of the table's frame 0, by most borders: a person may have moved some. Without frames it is the first one.
  private func start(by timecodes: [[Int?]]) -> Int? {
    var counts: [Int: Int] = [:]
    for (row, timecodes) in zip(rows, timecodes) {
      for case (let frame?, let timecode?) in zip(row.frames, timecodes) { counts[timecode - frame, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? timecodes.first?[0]
  }

  private func timecode(_ row: Row, _ place: Int, at rate: FrameRate, findings: inout Diagnostics) -> Int? {
    guard let written = row.timecodes[place] else { return nil }
    do throws(Failure) {
      return try Timecode(written, rate: rate).frame
    } catch {
      findings.error(row.line, error.description)
      return nil
    }
  }

  /// A border by its frame, or else its timecode, or else its seconds.
  ///
  /// - Parameters:
  ///   - timed: The frame that its timecode means.
  ///   - findings: Takes what of these disagrees.
  private func border(
    _ row: Row, _ place: Int, by timed: Int?, at rate: FrameRate, findings: inout Diagnostics
  ) -> Int? {
    let seconds = row.seconds[place]
    guard let frame = row.frames[place] ?? timed else { return seconds.map { rate.frame(rounding: $0) } }
    if let timed, timed != frame, let timecode = row.timecodes[place] {
      findings.error(
        row.line,
        "\(timecode) in `\(Self.timecodes[place])` is not frame \(frame) in `\(Self.frames[place])` but \(timed); empty "
          + "one of the two")
    }
    let exact = rate.seconds(ofFrame: frame)
    if let seconds, abs(seconds - exact) * Double(rate.numerator) > 0.5 * Double(rate.denominator) {
      let stated = row.frames[place] == nil ? Self.timecodes[place] : Self.frames[place]
      findings.error(
        row.line,
        "\(seconds.text) s in `\(Self.seconds[place])` is not frame \(frame) in `\(stated)`, which is "
          + "\(exact.text) s; empty one of the two")
    }
    return frame
  }
}

extension ShotTable.Row {
  /// Reads a row below a head of names.
  fileprivate init(_ row: CSVTable.Row, names: [String]) throws(Failure) {
    let fields = row.fields(droppingEmptyBehind: names.count)
    guard fields.count == names.count else {
      throw Failure(
        "found \(fields.count) field\(fields.count == 1 ? "" : "s")", remedy: "rows are start,end,type")
    }
    func place(_ name: String) -> Int? {
      names.firstIndex(of: name).flatMap { fields[$0].isEmpty ? nil : $0 }
    }
    var seconds: [Double?] = []
    for name in ["start", "end"] { seconds.append(try place(name).map { (at) throws(Failure) in try row.seconds(at) }) }
    var frames: [Int?] = []
    for name in ["in", "out"] {
      let text = place(name).map { fields[$0] }
      frames.append(text.flatMap { FrameNumber.read($0) })
      if let text, frames.last == .some(nil) { throw Failure("expected a whole frame in `\(name)`, found '\(text)'") }
    }
    var timecodes: [WrittenTimecode?] = []
    for name in ["timecode_in", "timecode_out"] {
      let text = place(name).map { fields[$0] }
      timecodes.append(text.flatMap { WrittenTimecode($0) })
      if let text, timecodes.last == .some(nil) { throw Failure("'\(text)' in `\(name)` is no timecode") }
    }
    for (at, name) in ["start", "end"].enumerated()
    where seconds[at] == nil && frames[at] == nil && timecodes[at] == nil {
      throw Failure("the shot's \(name) is missing", remedy: "write its seconds, or its frame")
    }
    line = row.line
    type = names.firstIndex(of: "type").map { fields[$0] } ?? ""
    subject = names.firstIndex(of: "subject").map { fields[$0] }
    why = names.firstIndex(of: "why").map { fields[$0] }
    isLocked = try names.firstIndex(of: "locked").map { (at) throws(Failure) in try Self.lock(fields[at]) }
    func share(_ name: String, _ noun: String) throws(Failure) -> Double? {
      guard let at = place(name) else { return nil }
      guard let number = Double(fields[at]), (0...1).contains(number) else {
        throw Failure("expected \(noun) from 0 to 1, found '\(fields[at])'")
      }
      return number
    }
    confidence = try share("confidence", "a confidence")
    // Columns of these names beside no whys are some other program's, and may hold anything.
    told = why == nil ? nil : place("told").map { fields[$0] }
    cut = why == nil ? nil : try share("cut", "how sure the cut is")
    (self.seconds, self.frames, self.timecodes) = (seconds, frames, timecodes)
  }

  /// What a field of the column `locked` says.
  private static func lock(_ field: String) throws(Failure) -> Bool {
    switch field.lowercased() {
    case "true", "x", "1", "yes": return true
    case "false", "", "0", "no": return false
    default: throw Failure("expected true or false in `locked`, found '\(field)'")
    }
  }
}
