import Edits
import Shots
import StageKit

/// Writes the shot plan as a project of Shotcut: the shots and the song on tracks, and markers.
struct WriteShotcut: TimelineStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "shotcut.mlt", "The project.")

  static let declaration = StageDeclaration(
    id: "write.shotcut", revision: 1, namesMedia: true,
    doc:
      "Writes the shot plan as a Shotcut project of colour cards or cameras, over the song, with markers.",
    source: "MLT XML as Shotcut 22.12 saves it",
    inputs: [shots],
    outputs: [document],
    parameters: TimelineSettings.ofTimelines, advanced: TimelineSettings.advanced)

  let settings: Settings

  init(_ settings: Settings) throws(Failure) {
    self.settings = try settings.ofProject()
  }

  static func write(_ timeline: SongTimeline) -> Document { MLTWriter.document(of: timeline) }
}
