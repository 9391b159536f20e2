import Edits
import StageKit

/// Writes shots, or events of the music, as markers that DaVinci Resolve lays on a timeline.
struct WriteMarkers: MarkerStage {
  static let document = Output<Document>(
    "document", fileExtension: "markers.edl", "The markers as an edit decision list.")

  static let declaration = StageDeclaration(
    id: "write.markers",
    doc: "Writes shots or events as a marker list for DaVinci Resolve: Timelines, Import, Timeline Markers from EDL.",
    source: "CMX 3600 with the marker lines of DaVinci Resolve's own export",
    inputs: [MarkerSettings.shots, MarkerSettings.events],
    anyOf: [MarkerSettings.shots, MarkerSettings.events],
    outputs: [document],
    parameters: [MarkerSettings.rate])

  let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  static func write(_ list: MarkerList) throws(Failure) -> Document {
    try list.requireOneDay()
    return ResolveMarkers.document(of: list)
  }
}
