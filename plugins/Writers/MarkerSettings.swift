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
    "rate", default: nil, "The frame rate where there are no shots; none is 25, and seconds as they are.")
}
