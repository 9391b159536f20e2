import Formats
import StageKit
import Shots

/// Writes the shot list, frames or events as a table.
struct WriteCSV: TrackStage {
  static let shots = OptionalInput<ShotPlan>(
    "shots", "A shot plan: a row per shot with frames, timecodes, seconds, type and reason; of cameras, with the clip.")
  static let frames = OptionalInput<Frames>(
    "frames", "Frames: a row per frame with its time in seconds, if it has one, and its numbers.")
  static let events = OptionalInput<Events>(
    "events", "Events: a row per event with start and end in seconds, label and group.")
  static let sections = OptionalInput<Events>("sections", "The song's sections; each shot names the one at its middle.")
  static let document = Output<Document>("document", fileExtension: "csv", "The table as text in UTF-8.")

  static let declaration = StageDeclaration(
    id: "write.csv", revision: 5,
    doc: "Writes the shot list, or else frames or events, as a table: a row per shot, frame or event.",
    source: "RFC 4180; text that a spreadsheet would run as a formula is written behind an apostrophe (OWASP)",
    inputs: [shots, frames, events, sections],
    oneOf: [shots, frames, events],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let tables = [
      inputs[Self.shots].map { ShotTable.document($0, sections: inputs[Self.sections]?.events ?? []) },
      inputs[Self.frames].map(FrameTable.document),
      inputs[Self.events].map(EventTable.document),
    ].compactMap(\.self)
    guard tables.count < 2 else {
      throw Failure(
        "\(tables.count) things are wired, and a table holds one", remedy: "wire shots, frames or events")
    }
    // Shots and frames always are there; events may be of a person, such as `marks`, who has set none.
    if tables.isEmpty { context.warn("what is wired gave nothing for this track; the table has no rows") }
    var outputs = Artifacts()
    outputs[Self.document] = tables.first ?? EventTable.document(Events([]))
    return outputs
  }
}

/// A shot plan as a table, a row per shot.
private enum ShotTable {
  private static let columns = [
    "shot", "in", "out", "timecode_in", "timecode_out", "start", "end", "length", "type", "probability", "runner_up",
    "section", "reason", "locked",
  ]
  /// The next column, where a shot has a subject.
  private static let subject = "subject"
  /// The last columns, where a shot has a camera: its clip, and what timecode that shows at the shot's borders.
  private static let clip = ["clip", "clip_in", "clip_out"]

  /// The table; each shot names the section at its middle.
  static func document(_ plan: ShotPlan, sections: [Event]) -> Document {
    let hasSubjects = plan.shots.contains { $0.subject != nil }
    let hasCameras = plan.hasCameras
    let rows = plan.shots.enumerated().map { number, shot in
      row(number + 1, shot, of: plan, sections: sections) + (hasSubjects ? [CSV.field(shot.subject ?? "")] : [])
        + (hasCameras ? clip(of: shot) : [])
    }
    let head = CSV.head(columns + (hasSubjects ? [subject] : []) + (hasCameras ? clip : []))
    return Document(text: head + rows.map(CSV.line).joined())
  }

  /// Nothing, where no camera shows the shot.
  private static func clip(of shot: Shot) -> [String] {
    guard let source = shot.source else { return clip.map { _ in "" } }
    let first = source.start.frame + source.inFrame
    let borders = [first, first + shot.frames].map { Timecode(frame: $0, rate: source.rate).description }
    return [CSV.field(source.name)] + borders
  }

  private static func row(_ number: Int, _ shot: Shot, of plan: ShotPlan, sections: [Event]) -> [String] {
    let seconds = plan.seconds(of: shot)
    let timecodes = plan.timecodes(of: shot)
    return [
      String(number), String(shot.inFrame), String(shot.outFrame),
      timecodes.in.description, timecodes.out.description,
      seconds.start.fixed(3), seconds.end.fixed(3), (seconds.end - seconds.start).fixed(3),
      CSV.field(shot.type), shot.probability?.fixed(3) ?? "", CSV.field(shot.runnerUp ?? ""),
      CSV.field(plan.section(of: shot, among: sections)), CSV.field(shot.reason), String(shot.isLocked),
    ]
  }
}

/// Frames as a table: a row per frame with its time in seconds, if they have a rate, and its numbers, each in the fewest
/// digits that read back as the same number.
private enum FrameTable {
  /// The table. The rows are read while they are written.
  static func document(_ frames: Frames) -> Document {
    let format = frames.format
    return Document { sink in
      try sink.write(Array(CSV.head((format.rate > 0 ? ["time"] : []) + columns(of: format)).utf8))
      try frames.forEachBlock { first, rows in
        var text = ""
        for row in 0..<rows.count / format.width {
          let numbers = rows[row * format.width..<(row + 1) * format.width].map(\.description)
          let time = format.time(ofRow: first + row).map { [$0.description] } ?? []
          text += (time + numbers).joined(separator: ",") + "\r\n"
        }
        try sink.write(Array(text.utf8))
      }
    }
  }

  /// The columns' own names, or else the quantity's with a number from 0.
  private static func columns(of format: FrameFormat) -> [String] {
    if !format.columns.isEmpty { return format.columns }
    let name = format.quantity.rawValue.replacing(" ", with: "_")
    return format.width == 1 ? [name] : (0..<format.width).map { "\(name).\($0)" }
  }
}

/// Events as a table, a row per event; times are in seconds, in the fewest digits that read back as the same number.
private enum EventTable {
  /// The table.
  static func document(_ events: Events) -> Document {
    let rows = events.events.map { event in
      [event.start.description, event.end.description, CSV.field(event.label), CSV.field(event.group)]
    }
    return Document(text: CSV.head(["start", "end", "label", "group"]) + rows.map(CSV.line).joined())
  }
}
