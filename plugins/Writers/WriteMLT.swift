import Edits
import Shots
import StageKit

/// Writes the shot plan as a project that plays: colours for the cards, or the cameras' clips, over the song.
struct WriteMLT: TimelineStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "mlt", "The project.")

  static let declaration = StageDeclaration(
    id: "write.mlt", revision: 3, namesMedia: true,
    doc:
      "Writes the shot plan as a project of colour cards or cameras, over the song, that melt plays as it is.",
    source: "MLT XML; a frame range's out is its last frame",
    inputs: [shots],
    outputs: [document],
    parameters: TimelineSettings.ofTimelines, advanced: TimelineSettings.advanced)

  let settings: Settings

  init(_ settings: Settings) throws(Failure) {
    self.settings = try settings.ofProject()
  }

  static func write(_ timeline: SongTimeline) -> Document { MLTWriter.document(of: timeline) }
}
