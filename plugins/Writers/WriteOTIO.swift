import Edits
import Shots
import StageKit

/// Writes the shot plan as a timeline of OpenTimelineIO: a video track, markers, and the song.
struct WriteOTIO: TimelineStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "otio", "The timeline.")

  static let declaration = StageDeclaration(
    id: "write.otio", revision: 2, namesMedia: true,
    doc:
      "Writes the shot plan as an OpenTimelineIO timeline of cards, cameras or markers, over the song.",
    source: "OpenTimelineIO: Timeline.1, Track.1, Clip.2, Gap.1, Marker.2, ExternalReference.1",
    inputs: [shots],
    outputs: [document],
    parameters: TimelineSettings.ofTimelines, advanced: TimelineSettings.advanced)

  let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  static func write(_ timeline: SongTimeline) -> Document { OTIOWriter.document(of: timeline) }
}
