import Edits
import Shots
import StageKit

/// Writes the shot plan as an edit decision list: a storyboard of cards, a cut of cameras, or markers.
///
/// A list holds 999 events; further shots go to a second list, and so on, whose record timecodes go on.
struct WriteEDL: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let sections = OptionalInput<Events>("sections", "The song's sections, at whose starts dissolves may stand.")
  static let document = Output<Document>("document", fileExtension: "edl", "The edit decision list.")
  static let reel = Parameter(
    "reel", default: ReelName.cards,
    "The reel of the card clip that all events point at, of 1 to 8 capitals, digits and underscores.")
  static let dissolve = Parameter<Int?>(
    "dissolve", default: nil, unit: .frames, in: 2...250,
    "Length of dissolves; shorter where a shot or a camera's clip ends before; none is cuts only.")
  static let dissolveAt = Parameter(
    "dissolve_at", default: DissolvePlace.sections, "Which cuts become dissolves: those at sections' starts, or all.")

  static let declaration = StageDeclaration(
    id: "write.edl", revision: 4,
    doc: "Writes the shot plan as an edit decision list of cards, cameras or markers.",
    source: "CMX 3600, in fixed columns; timecode by SMPTE ST 12-1",
    inputs: [shots, sections],
    outputs: [document],
    parameters: [TimelineSettings.mode, TimelineSettings.notes, dissolve, dissolveAt], advanced: [reel])

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let timeline = try SongTimeline(inputs[Self.shots], in: context, settings, reel: settings[Self.reel])
    let dissolves = Dissolves(
      in: timeline, frames: settings[Self.dissolve], at: settings[Self.dissolveAt],
      sections: inputs[Self.sections]?.events ?? [])
    var outputs = Artifacts()
    outputs[Self.document] =
      timeline.mode == .markers
      ? ResolveMarkers.document(of: MarkerList(timeline)) : EDLWriter.document(of: timeline, dissolves: dissolves)
    return outputs
  }
}
