import Formats
import StageKit
import Shots

/// Writes the shot plan as a project that Final Cut Pro and DaVinci Resolve import.
struct WriteFCPXML: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "fcpxml", "The project.")

  static let declaration = StageDeclaration(
    id: "write.fcpxml",
    doc: "Writes the shot plan as a Final Cut Pro project of cards, cameras or markers, over the song.",
    source: "FCPXML 1.10; every time is a whole number of frames",
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
    outputs[Self.document] = Document(text: FCPXMLElements(timeline).root.document(isTyped: true))
    return outputs
  }
}
