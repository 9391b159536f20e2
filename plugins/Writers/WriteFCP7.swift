import Formats
import StageKit
import Shots

/// Writes the shot plan as a sequence that Premiere Pro and DaVinci Resolve import.
struct WriteFCP7: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "xml", "The sequence.")

  static let declaration = StageDeclaration(
    id: "write.fcp7",
    doc:
      "Writes the shot plan as a sequence of cards, cameras or markers, over the song, for Premiere Pro and Resolve.",
    source: "Final Cut Pro 7 XML interchange format, version 4",
    inputs: [shots],
    outputs: [document],
    parameters: [TimelineSettings.mode, TimelineSettings.songs])

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let timeline = try SongTimeline(
      inputs[Self.shots], of: context.track, mode: settings[TimelineSettings.mode],
      songs: settings[TimelineSettings.songs])
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: FCP7Elements(timeline).root.document(isTyped: true))
    return outputs
  }
}
