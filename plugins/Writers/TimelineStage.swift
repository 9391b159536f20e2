import Edits
import Shots
import StageKit

/// A stage that writes a plan in one of the formats of timelines: what all of them do alike.
protocol TimelineStage: TrackStage {
  static var shots: Input<ShotPlan> { get }
  static var document: Output<Document> { get }

  var settings: Settings { get }

  /// The timeline in the stage's format.
  static func write(_ timeline: SongTimeline) -> Document
}

extension TimelineStage {
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var outputs = Artifacts()
    outputs[Self.document] = Self.write(try SongTimeline(inputs[Self.shots], in: context, settings))
    return outputs
  }
}
