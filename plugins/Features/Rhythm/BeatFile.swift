import Formats
import StageKit

/// Beats that a person wrote down, as ``CSVTable`` reads them.
///
/// Below a first row `time,bar` a row per beat with the number of the bar that it is in; below `time,beat` with its number
/// in the bar, from 1; below `time` with its time alone, which leaves the bars to the music. Or a constant grid: below
/// `bpm,offset,meter` one row with the tempo, the time of a downbeat, and the beats in a bar; without the last, the music
/// tells how long the bars are that begin at the downbeat. Tables that `write.csv` made
/// of beats have the columns start, end, label and group, of which the start counts.
///
/// A row per beat stands for that beat alone: where a file has no rows the track has no beats. A few beats, written by hand,
/// do not tell a tempo well enough to go on with it to the end; a constant grid does.
struct BeatFile {
  /// An end so many seconds behind the track's comes from rounding times by hand.
  private static let tolerance = 1.0
  private static let tempos = 10.0...1000.0
  private static let meters = 1...32
  private static let grammar = "the first row is time,bar or time,beat or time or bpm,offset,meter"

  /// The beats, in seconds; at least two.
  let beats: [Double]
  /// The bars, if the file tells them.
  let bars: Bars?
  /// The place among the beats of one that begins a bar, if the file tells one without telling the bars; below 0 before
  /// the track.
  let downbeat: Int?
  /// What to tell of beats that are those of less than half of the track; `nil` if there is nothing to tell.
  let warning: String?

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - name: The file's name for messages.
  ///   - duration: The track's length in seconds.
  ///   - meter: The beats in a bar, if they are known, for a constant grid that does not tell them.
  /// - Throws: ``Failure`` with all that is wrong, each with the file and the line.
  init(_ bytes: [UInt8], name: String, duration: Double, meter: Int? = nil) throws(Failure) {
    let table = try CSVTable(bytes, of: name)
    guard let head = table.rows.first else { throw Failure("\(name) is empty", remedy: Self.grammar) }
    let columns = head.fields.map { $0.lowercased() }
    let known = ["time", "start", "bar", "beat", "bpm", "offset", "meter", "end", "label", "group"]
    if let strange = columns.first(where: { !known.contains($0) && !$0.isEmpty }) {
      throw table.failure(at: head, "'\(strange)' is no column of beats", remedy: Self.grammar)
    }
    if let twice = columns.first(where: { name in !name.isEmpty && columns.count(where: { $0 == name }) > 1 }) {
      throw table.failure(at: head, "there are two columns '\(twice)'", remedy: Self.grammar)
    }
    let rows = Rows(table: table, columns: columns)
    if columns.contains("bpm") {
      (beats, bars, downbeat) = try Self.constant(rows, head: head, duration: duration, meter: meter)
      warning = nil
      return
    }
    guard let time = columns.firstIndex(where: { $0 == "time" || $0 == "start" }) else {
      throw table.failure(at: head, "there is no column 'time'", remedy: Self.grammar)
    }
    let number = columns.firstIndex(of: "bar") ?? columns.firstIndex(of: "beat")
    let beats = try Self.beats(rows, time: time, number: number, duration: duration)
    guard beats.count > 1 else { throw Failure("\(name) has fewer than two beats", remedy: "write a row per beat") }
    self.beats = beats.map(\.time)
    warning = Self.warning(of: self.beats, in: duration, name: name)
    bars = number.map { Self.bars(beats, numbersAreBars: columns[$0] == "bar") }
    downbeat = nil
  }

  /// The table below its first row.
  private struct Rows {
    let table: CSVTable
    let columns: [String]

    var all: ArraySlice<CSVTable.Row> { table.rows.dropFirst() }

    /// A row's field in a column; empty if the row ends before it.
    func field(_ row: CSVTable.Row, _ column: Int) -> String {
      column < row.fields.count ? row.fields[column] : ""
    }

    /// A row's field as a number, with a point or a comma before the decimals; `nil` for an empty one.
    func number(_ row: CSVTable.Row, _ name: String) throws(Failure) -> Double? {
      guard let column = columns.firstIndex(of: name) else { return nil }
      let text = field(row, column)
      guard !text.isEmpty else { return nil }
      guard let number = Double(text.replacingScalars([",": "."])), number.isFinite else {
        throw table.failure(at: row, "\(name) is a number, found '\(text)'")
      }
      return number
    }
  }

  /// A beat's time, and the number beside it.
  private typealias Beat = (time: Double, number: Int)

  private static func beats(_ rows: Rows, time: Int, number: Int?, duration: Double) throws(Failure) -> [Beat] {
    var beats: [Beat] = []
    var faults: [Failure] = []
    for row in rows.all {
      do throws(Failure) {
        let seconds = try row.seconds(time)
        guard seconds > beats.last?.time ?? -1 else {
          throw Failure(
            "the beat at \(seconds.text) s does not lie behind the one before", remedy: "write beats in order")
        }
        guard seconds <= duration + tolerance else {
          throw Failure("the beat at \(seconds.text) s lies behind the track's end at \(duration.fixed(2)) s")
        }
        beats.append((seconds, try number.map { column throws(Failure) in try count(rows, row, column) } ?? 0))
        try requireOrder(of: beats, isBar: number.map { rows.columns[$0] == "bar" } ?? false)
      } catch {
        faults.append(rows.table.failure(at: row, error.reason, remedy: error.remedy))
      }
    }
    try CSVTable.check(faults)
    return beats.filter { $0.time < duration }
  }

  /// Each beat covers the usual gap, so that two beats of a track of two are all of it.
  private static func warning(of beats: [Double], in duration: Double, name: String) -> String? {
    guard let first = beats.first, let last = beats.last, beats.count > 1 else { return nil }
    let covered = (last - first) * Double(beats.count) / Double(beats.count - 1)
    guard covered < duration / 2 else { return nil }
    return "\(name) has beats from \(ClockTime.text(first)) to \(ClockTime.text(last)) alone, but the song ends at "
      + "\(ClockTime.text(duration)): the rest has no beats; write them too, or one row below bpm,offset,meter for a tempo "
      + "that holds to the end"
  }

  private static func count(_ rows: Rows, _ row: CSVTable.Row, _ column: Int) throws(Failure) -> Int {
    let text = rows.field(row, column)
    // Some programs write whole numbers with decimals.
    guard let number = Double(text), let count = Int(exactly: number), rows.columns[column] == "bar" || count >= 1
    else {
      let wanted = rows.columns[column] == "bar" ? "the number of a bar" : "the number of a beat in its bar, from 1"
      throw Failure("\(rows.columns[column]) is \(wanted), found '\(text)'")
    }
    return count
  }

  private static func requireOrder(of beats: [Beat], isBar: Bool) throws(Failure) {
    guard isBar, beats.count > 1 else { return }
    let (before, last) = (beats[beats.count - 2].number, beats[beats.count - 1].number)
    guard last >= before else {
      throw Failure("bar \(last) comes behind bar \(before)", remedy: "number the bars upwards")
    }
  }

  /// The bars of beats with numbers: a downbeat is the first beat of a new bar, or the first in its bar.
  private static func bars(_ beats: [Beat], numbersAreBars: Bool) -> Bars {
    let starts = beats.indices.filter { index in
      numbersAreBars ? index == 0 || beats[index].number != beats[index - 1].number : beats[index].number == 1
    }
    let lengths = zip(starts, starts.dropFirst()).map { $1 - $0 }
    // The first and last bar may be cut short, so they count where there are no others.
    let whole = numbersAreBars && lengths.count > 1 ? Array(lengths.dropFirst()) : lengths
    let counts = Dictionary(grouping: whole) { $0 }.mapValues(\.count)
    let meter = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? beats.map(\.number).max() ?? 1
    return Bars(
      beats: beats.map(\.time), downbeats: starts.map { beats[$0].time }, meter: meter, certainty: 1)
  }

  /// A grid of one tempo over the whole track.
  private static func constant(
    _ rows: Rows, head: CSVTable.Row, duration: Double, meter known: Int?
  ) throws(Failure) -> (beats: [Double], bars: Bars?, downbeat: Int?) {
    guard let row = rows.all.first, rows.all.count == 1 else {
      throw rows.table.failure(
        at: rows.all.dropFirst().first ?? head, "a constant grid is one row, found \(rows.all.count)",
        remedy: "for tempos that change write time,bar with a row per beat")
    }
    guard let tempo = try rows.number(row, "bpm"), tempos.contains(tempo) else {
      throw rows.table.failure(at: row, "bpm is from \(tempos.lowerBound.text) to \(tempos.upperBound.text)")
    }
    let downbeat = try rows.number(row, "offset")
    let offset = downbeat ?? 0
    guard offset < duration, offset >= -60 else {
      throw rows.table.failure(at: row, "offset is the time of a downbeat within the track, found \(offset.text) s")
    }
    let meter = try rows.number(row, "meter")
    let count = meter.map { Int(exactly: $0) ?? 0 } ?? (downbeat == nil ? nil : known)
    guard count.map(meters.contains) ?? true else {
      throw rows.table.failure(at: row, "meter is the whole number of beats in a bar, 1 to \(meters.upperBound)")
    }
    let gap = 60 / tempo
    let first = -Int((offset / gap).rounded(.down))
    let numbers = first...max(first, Int(((duration - offset) / gap).rounded(.up)))
    let beats = numbers.map { (number: $0, time: offset + Double($0) * gap) }.filter {
      (0..<duration).contains($0.time)
    }
    guard beats.count > 1 else { throw rows.table.failure(at: row, "the track has no two beats at that tempo") }
    let times = beats.map(\.time)
    return (
      times,
      count.map { count in
        Bars(
          beats: times, downbeats: beats.filter { $0.number % count == 0 }.map(\.time), meter: count, certainty: 1,
          tempo: tempo)
      }, count == nil && downbeat != nil ? -beats[0].number : nil
    )
  }
}
