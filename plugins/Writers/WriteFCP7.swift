import Edits
import Shots
import StageKit

/// Writes the shot plan as a sequence that Premiere Pro and DaVinci Resolve import.
struct WriteFCP7: TimelineStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "xml", "The sequence.")

  static let declaration = StageDeclaration(
    id: "write.fcp7", revision: 2, namesMedia: true,
    doc:
      "Writes the shot plan as a sequence of cards, cameras or markers, over the song, for Premiere Pro and Resolve.",
    source: "Final Cut Pro 7 XML interchange format, version 4",
    inputs: [shots],
    outputs: [document],
    parameters: TimelineSettings.ofTimelines, advanced: TimelineSettings.advanced)

  let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  static func write(_ timeline: SongTimeline) -> Document { FCP7Writer.document(of: timeline) }
}
