import Edits
import Shots
import StageKit

/// What the writers of markers share: they take shots, events of the music, or both.
enum MarkerSettings {
  static let shots = OptionalInput<ShotPlan>("shots", "A shot plan: a marker for each shot.")
  static let events = ListInput<Events>(
    "events", isRequired: false,
    "Events, such as sections, beats and downbeats: a marker for each, with its label, or a word such as `beat 12`.")
  static let rate = Parameter<FrameRate?>(
    "rate", default: nil, "The frame rate where there are no shots; none is 25, and seconds as they are."
  )

  /// The markers of what is wired.
  ///
  /// - Throws: ``Failure`` if the rate is not the shots'.
  static func list(_ inputs: Artifacts, _ settings: Settings, in context: TrackContext) throws(Failure) -> MarkerList {
    try MarkerList(
      inputs[shots], and: inputs[events].map { ($0.name, $0.value) }, of: context.track, rate: settings[rate],
      notes: settings[TimelineSettings.notes])
  }
}
