import Edits
import Shots
import StageKit

/// Writes the shots as guides.
struct WriteGuides: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "guides.json", "The guides.")

  static let declaration = StageDeclaration(
    id: "write.guides",
    doc: "Writes the shots as guides for Kdenlive: Guides, Import.",
    source: "Kdenlive's guides in JSON: position and duration in frames, comment, category",
    inputs: [shots],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var outputs = Artifacts()
    outputs[Self.document] = KdenliveGuides.document(of: try inputs[Self.shots])
    return outputs
  }
}
