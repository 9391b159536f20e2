import Edits
import StageKit

/// Writes shots, or events of the music, as markers that Media Composer reads.
struct WriteAvid: MarkerStage {
  static let document = Output<Document>("document", fileExtension: "avid.txt", "The markers as a table with tabs.")

  static let declaration = StageDeclaration(
    id: "write.avid", revision: 2,
    doc: "Writes shots or events as marker text for Media Composer: Markers window, Import Markers.",
    source: "Avid marker text: user, timecode, track, colour, comment and length, between tabs",
    inputs: [MarkerSettings.shots, MarkerSettings.events],
    anyOf: [MarkerSettings.shots, MarkerSettings.events],
    outputs: [document],
    parameters: [MarkerSettings.rate, TimelineSettings.notes])

  let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  static func write(_ list: MarkerList) throws(Failure) -> Document {
    try list.requireOneDay()
    return AvidMarkers.document(of: list)
  }
}
