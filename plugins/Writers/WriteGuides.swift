import Edits
import StageKit

/// Writes shots, or events of the music, as guides.
struct WriteGuides: MarkerStage {
  static let document = Output<Document>("document", fileExtension: "guides.json", "The guides.")

  static let declaration = StageDeclaration(
    id: "write.guides",
    doc: "Writes shots or events as guides for Kdenlive: Guides, Import.",
    source: "Kdenlive's guides in JSON: position and duration in frames, comment, category",
    inputs: [MarkerSettings.shots, MarkerSettings.events],
    anyOf: [MarkerSettings.shots, MarkerSettings.events],
    outputs: [document],
    parameters: [MarkerSettings.rate])

  let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  static func write(_ list: MarkerList) -> Document { KdenliveGuides.document(of: list) }
}
