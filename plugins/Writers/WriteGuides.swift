import Edits
import StageKit

/// Writes shots, or events of the music, as guides.
struct WriteGuides: TrackStage {
  static let document = Output<Document>("document", fileExtension: "guides.json", "The guides.")

  static let declaration = StageDeclaration(
    id: "write.guides",
    doc: "Writes shots or events as guides for Kdenlive: Guides, Import.",
    source: "Kdenlive's guides in JSON: position and duration in frames, comment, category",
    inputs: [MarkerSettings.shots, MarkerSettings.events],
    anyOf: [MarkerSettings.shots, MarkerSettings.events],
    outputs: [document],
    parameters: [MarkerSettings.rate])

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let list = try MarkerSettings.list(inputs, settings, in: context)
    var outputs = Artifacts()
    outputs[Self.document] = KdenliveGuides.document(of: list)
    return outputs
  }
}
