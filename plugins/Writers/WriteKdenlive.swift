import Edits
import Shots
import StageKit

/// Writes the shot plan as a project of Kdenlive: the clips in its bin, the shots and the song on tracks, and guides.
struct WriteKdenlive: TimelineStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "kdenlive", "The project.")

  static let declaration = StageDeclaration(
    id: "write.kdenlive", revision: 2, namesMedia: true,
    doc:
      "Writes the shot plan as a Kdenlive project of colour cards or cameras, over the song, with guides.",
    source: "MLT XML as Kdenlive 22.12 saves it",
    inputs: [shots],
    outputs: [document],
    parameters: TimelineSettings.ofTimelines, advanced: TimelineSettings.advanced)

  let settings: Settings

  init(_ settings: Settings) throws(Failure) {
    self.settings = try settings.ofProject()
  }

  static func write(_ timeline: SongTimeline) -> Document { MLTWriter.document(of: timeline) }
}
