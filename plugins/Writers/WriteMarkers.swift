import Edits
import Shots
import StageKit

/// Writes the shots as markers that DaVinci Resolve lays on a timeline.
struct WriteMarkers: TrackStage {
  static let shots = Input<ShotPlan>("shots", "The shot plan.")
  static let document = Output<Document>(
    "document", fileExtension: "markers.edl", "The markers as an edit decision list.")

  static let declaration = StageDeclaration(
    id: "write.markers",
    doc: "Writes the shots as a marker list for DaVinci Resolve: Timelines, Import, Timeline Markers from EDL.",
    source: "CMX 3600 with the marker lines of DaVinci Resolve's own export",
    inputs: [shots],
    outputs: [document])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let timeline = try SongTimeline(inputs[Self.shots], of: context.track, TimelineOptions(mode: .markers))
    var outputs = Artifacts()
    outputs[Self.document] = ResolveMarkers.document(of: timeline)
    return outputs
  }
}
