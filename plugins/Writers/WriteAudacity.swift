import Edits
import Shots
import StageKit

/// Writes the shots as a label track.
struct WriteAudacity: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "labels.txt", "The labels, with tabs.")

  static let declaration = StageDeclaration(
    id: "write.audacity",
    doc: "Writes the shots as labels for Audacity: File, Import, Labels.",
    source: "Audacity label tracks: start and end in seconds, and the label, between tabs",
    inputs: [shots],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var outputs = Artifacts()
    outputs[Self.document] = AudacityLabels.document(of: try inputs[Self.shots])
    return outputs
  }
}
