import StageKit

/// How much the parts of a fusion count.
struct FusionSettings {
  static let languageWeight = Parameter(
    "language_weight", default: 1.0, in: 0...10, "The weight of the film language in the fusion.")
  static let acousticScale = Parameter(
    "acoustic_scale", default: 1.0, in: 0...10, "The weight of the music in the fusion.")

  /// What log probabilities of the language are multiplied by.
  let languageWeight: Double
  /// What log emissions are multiplied by.
  let acousticScale: Double

  init(_ settings: Settings) {
    languageWeight = settings[Self.languageWeight]
    acousticScale = settings[Self.acousticScale]
  }
}
