import Formats
import StageKit
import Shots

/// Writes the lane of shots as a drawing.
struct WriteSVG: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let sections = OptionalInput<Events>("sections", "The song's sections, drawn above the shots.")
  static let document = Output<Document>("document", fileExtension: "svg", "The drawing.")

  static let declaration = StageDeclaration(
    id: "write.svg", revision: 2,
    doc: "Writes the lane of shots as a drawing with title, sections, time axis and types.",
    source: "SVG 1.1",
    inputs: [shots, sections],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let song = StoryboardSong(try inputs[Self.shots], of: context.track, sections: inputs[Self.sections])
    var outputs = Artifacts()
    outputs[Self.document] = LaneDrawing(song: song).markup.drawing
    return outputs
  }
}
