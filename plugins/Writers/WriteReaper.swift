import Formats
import StageKit
import Shots

/// Writes the shots as regions that Reaper's region manager reads.
struct WriteReaper: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "reaper.csv", "The regions as a table.")

  static let declaration = StageDeclaration(
    id: "write.reaper", revision: 3,
    doc: "Writes the shots as regions for Reaper: Region/Marker Manager, Import.",
    source: "Reaper's region table: number, name, start, end, length; RFC 4180",
    inputs: [shots],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let plan = try inputs[Self.shots]
    let rows = plan.shots.enumerated().map { index, shot in
      let start = CueTime.milliseconds(ofFrame: shot.inFrame, at: plan.rate)
      let end = CueTime.milliseconds(ofFrame: shot.outFrame, at: plan.rate)
      let times = [start, end, end - start].map { CueTime.text(milliseconds: $0) }
      return ["R\(index + 1)", CSV.field(OneLine.text(shot.type))] + times
    }
    var outputs = Artifacts()
    outputs[Self.document] = Document(
      text: ([["#", "Name", "Start", "End", "Length"]] + rows).map(CSV.line).joined())
    return outputs
  }
}
