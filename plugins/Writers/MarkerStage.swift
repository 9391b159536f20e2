import Edits
import Shots
import StageKit

/// A stage that writes shots, events of the music, or both as one format of markers: what all of them do alike.
protocol MarkerStage: TrackStage {
  static var document: Output<Document> { get }

  var settings: Settings { get }

  /// The markers in the stage's format.
  ///
  /// - Throws: ``Failure`` if the format cannot say them.
  static func write(_ list: MarkerList) throws(Failure) -> Document
}

extension MarkerStage {
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let list = try MarkerList(
      inputs[MarkerSettings.shots], and: inputs[MarkerSettings.events].map { ($0.name, $0.value) }, of: context.track,
      rate: settings[MarkerSettings.rate], notes: settings[TimelineSettings.notes])
    var outputs = Artifacts()
    outputs[Self.document] = try Self.write(list)
    return outputs
  }
}
