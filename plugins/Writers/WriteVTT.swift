import Edits
import StageKit

/// Writes shots, or events of the music, as captions: the type and, below it, the reason.
struct WriteVTT: MarkerStage {
  static let document = Output<Document>("document", fileExtension: "vtt", "The captions.")

  static let declaration = StageDeclaration(
    id: "write.vtt", revision: 2,
    doc: "Writes shots or events as captions, a cue each, for players and web pages.",
    source: "WebVTT (W3C)",
    inputs: [MarkerSettings.shots, MarkerSettings.events],
    anyOf: [MarkerSettings.shots, MarkerSettings.events],
    outputs: [document],
    parameters: [MarkerSettings.rate])

  let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  static func write(_ list: MarkerList) -> Document { VTTCaptions.document(of: list) }
}
