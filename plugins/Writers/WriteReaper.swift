import Edits
import Shots
import StageKit

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
    var outputs = Artifacts()
    outputs[Self.document] = ReaperRegions.document(of: try inputs[Self.shots])
    return outputs
  }
}
