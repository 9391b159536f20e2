import StageKit
import Shots

/// Writes the shot list, frames or events as a table.
struct WriteCSV: TrackStage {
  static let shots = OptionalInput<ShotPlan>(
    "shots", "A shot plan: a row per shot with frames, timecodes, seconds, type and reason.")
  static let frames = OptionalInput<Frames>(
    "frames", "Frames: a row per frame with its time in seconds and its numbers.")
  static let events = OptionalInput<Events>(
    "events", "Events: a row per event with start and end in seconds, label and group.")
  static let sections = OptionalInput<Events>("sections", "The song's sections; each shot names the one at its middle.")
  static let document = Output<Document>("document", fileExtension: "csv", "The table as text in UTF-8.")

  static let declaration = StageDeclaration(
    id: "write.csv", revision: 2,
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
    guard let table = tables.first, tables.count == 1 else {
      throw Failure(
        "\(tables.count) things are wired, and a table holds one", remedy: "wire shots, frames or events")
    }
    var outputs = Artifacts()
    outputs[Self.document] = table
    return outputs
  }
}
