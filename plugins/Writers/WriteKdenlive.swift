import Formats
import StageKit
import Shots

/// Writes the shots as guides.
struct WriteKdenlive: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "guides.json", "The guides.")

  static let declaration = StageDeclaration(
    id: "write.kdenlive",
    doc: "Writes the shots as guides for Kdenlive: Guides, Import.",
    source: "Kdenlive's guides in JSON: position and duration in frames, comment, category",
    inputs: [shots],
    outputs: [document])

  /// The categories that a new project has.
  private static let categories = 9

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let plan = try inputs[Self.shots]
    let guides = plan.shots.map { shot in
      JSON.object([
        ("pos", .integer(shot.inFrame)),
        ("comment", .string(shot.type)),
        ("type", .integer(plan.place(of: shot.type) % Self.categories)),
        ("duration", .integer(shot.frames)),
      ])
    }
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: "[\n\(guides.map(\.line).joined(separator: ",\n"))\n]\n")
    return outputs
  }
}
