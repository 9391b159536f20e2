import Edits
import Shots
import StageKit

/// Writes the shots as captions: the type and, below it, the reason.
struct WriteVTT: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "vtt", "The captions.")

  static let declaration = StageDeclaration(
    id: "write.vtt", revision: 2,
    doc: "Writes the shots as captions, a cue per shot with its type and reason, for players and web pages.",
    source: "WebVTT (W3C)",
    inputs: [shots],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var outputs = Artifacts()
    outputs[Self.document] = VTTCaptions.document(of: try inputs[Self.shots])
    return outputs
  }
}
