import StageKit
import Timeline

/// Writes the shot list as a table, a row per shot.
struct WriteCSV: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let sections = OptionalInput<Events>("sections", "The song's sections; each shot names the one at its middle.")
  static let document = Output<Document>("document", fileExtension: "csv", "The shot list as a table.")

  static let declaration = StageDeclaration(
    id: "write.csv",
    doc: "Writes the shot list as a table, a row per shot with frames, timecodes, seconds, type and reason.",
    source: "RFC 4180; text that a spreadsheet would run as a formula is written behind an apostrophe (OWASP)",
    inputs: [shots, sections],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let plan = try inputs[Self.shots]
    let sections = inputs[Self.sections]?.events ?? []
    let rows = plan.shots.enumerated().map { Self.row($0 + 1, $1, of: plan, sections: sections) }
    var outputs = Artifacts()
    outputs[Self.document] = Document(
      text: ([Self.columns] + rows).map { "\($0.joined(separator: ","))\r\n" }.joined())
    return outputs
  }

  private static let columns = [
    "shot", "in", "out", "timecode_in", "timecode_out", "start", "end", "length", "type", "probability", "runner_up",
    "section", "reason", "locked",
  ]

  private static func row(_ number: Int, _ shot: Shot, of plan: ShotPlan, sections: [Event]) -> [String] {
    let seconds = plan.seconds(of: shot)
    let timecodes = plan.timecodes(of: shot)
    let middle = (seconds.start + seconds.end) / 2
    let section = sections.first { $0.start <= middle && middle < $0.end }
    return [
      String(number), String(shot.inFrame), String(shot.outFrame),
      timecodes.in.description, timecodes.out.description,
      seconds.start.fixed(3), seconds.end.fixed(3), (seconds.end - seconds.start).fixed(3),
      field(shot.type), shot.probability.fixed(3), field(shot.runnerUp ?? ""),
      field(section?.label ?? ""), field(shot.reason), String(shot.isLocked),
    ]
  }

  /// Text as a field that no spreadsheet runs and that keeps its commas, quotes and line breaks.
  private static func field(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'\(text)" : text
    guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\""))\""
  }
}
