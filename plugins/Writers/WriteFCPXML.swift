import Edits
import Shots
import StageKit

/// Writes the shot plan as a project that Final Cut Pro imports.
struct WriteFCPXML: TimelineStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "fcpxml", "The project.")

  static let declaration = StageDeclaration(
    id: "write.fcpxml", revision: 2, namesMedia: true,
    doc:
      "Writes the shot plan as a Final Cut Pro project of cards, cameras or markers, over the song.",
    source: "FCPXML 1.10; every time is a whole number of frames",
    inputs: [shots],
    outputs: [document],
    parameters: TimelineSettings.ofTimelines, advanced: TimelineSettings.advanced)

  let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  static func write(_ timeline: SongTimeline) -> Document { FCPXMLWriter.document(of: timeline) }
}
