import Edits
import StageKit

/// Writes shots, or events of the music, as regions that Reaper's region manager reads.
struct WriteReaper: MarkerStage {
  static let document = Output<Document>("document", fileExtension: "reaper.csv", "The regions as a table.")

  static let declaration = StageDeclaration(
    id: "write.reaper", revision: 3,
    doc: "Writes shots or events as regions for Reaper: Region/Marker Manager, Import.",
    source: "Reaper's region table: number, name, start, end, length; RFC 4180",
    inputs: [MarkerSettings.shots, MarkerSettings.events],
    anyOf: [MarkerSettings.shots, MarkerSettings.events],
    outputs: [document],
    parameters: [MarkerSettings.rate])

  let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  static func write(_ list: MarkerList) -> Document { ReaperRegions.document(of: list) }
}
