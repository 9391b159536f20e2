import Edits
import StageKit

/// Writes shots, or events of the music, as a label track.
struct WriteAudacity: MarkerStage {
  static let document = Output<Document>("document", fileExtension: "labels.txt", "The labels, with tabs.")

  static let declaration = StageDeclaration(
    id: "write.audacity",
    doc: "Writes shots or events as labels for Audacity: File, Import, Labels.",
    source: "Audacity label tracks: start and end in seconds, and the label, between tabs",
    inputs: [MarkerSettings.shots, MarkerSettings.events],
    anyOf: [MarkerSettings.shots, MarkerSettings.events],
    outputs: [document],
    parameters: [MarkerSettings.rate])

  let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  static func write(_ list: MarkerList) -> Document { AudacityLabels.document(of: list) }
}
