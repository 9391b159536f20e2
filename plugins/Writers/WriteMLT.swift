import Formats
import StageKit
import Shots

/// Writes the shot plan as a project that plays: colours for the cards, or the cameras' clips, over the song.
struct WriteMLT: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>("document", fileExtension: "mlt", "The project.")

  static let declaration = StageDeclaration(
    id: "write.mlt",
    doc: "Writes the shot plan as a project of colour cards or cameras, over the song, for melt, Shotcut and Kdenlive.",
    source: "MLT XML; a frame range's out is its last frame",
    inputs: [shots],
    outputs: [document],
    parameters: [TimelineSettings.mode, TimelineSettings.songs])

  private let settings: Settings

  init(_ settings: Settings) throws(Failure) {
    guard settings[TimelineSettings.mode] != .markers else {
      throw Failure("MLT has no markers", remedy: "use mode: cards or cameras, and write.kdenlive for guides")
    }
    self.settings = settings
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let timeline = try SongTimeline(
      inputs[Self.shots], of: context.track, mode: settings[TimelineSettings.mode],
      songs: settings[TimelineSettings.songs])
    let elements = MLTElements(timeline, hasCards: settings[TimelineSettings.mode] == .cards)
    var outputs = Artifacts()
    outputs[Self.document] = Document(text: elements.root.document())
    return outputs
  }
}
