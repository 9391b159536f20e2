import Edits
import Shots
import StageKit

/// Writes the shots as markers that Media Composer reads.
struct WriteAvid: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "avid.txt", "The markers as a table with tabs.")

  static let declaration = StageDeclaration(
    id: "write.avid", revision: 2,
    doc: "Writes the shots as marker text for Media Composer: Markers window, Import Markers.",
    source: "Avid marker text: user, timecode, track, colour, comment and length, between tabs",
    inputs: [shots],
    outputs: [document],
    parameters: [TimelineSettings.notes])

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let timeline = try SongTimeline(inputs[Self.shots], in: context, settings, mode: .markers)
    var outputs = Artifacts()
    outputs[Self.document] = AvidMarkers.document(of: timeline)
    return outputs
  }
}
