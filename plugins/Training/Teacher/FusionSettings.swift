import Networks
import StageKit

/// How much the parts of a fusion count, and what a student learns from: what a teacher's model keeps besides its tables.
struct FusionSettings {
  static let languageWeight = Parameter(
    "language_weight", default: 1.0, in: 0...10, "The weight of the film language in the fusion; the model keeps it.")
  static let acousticScale = Parameter(
    "acoustic_scale", default: 1.0, in: 0...10, "The weight of the music in the fusion; the model keeps it.")
  static let targetRule = Parameter<TargetRule?>(
    "targets", default: nil,
    "What soft targets are; none takes the preset's: mean, or fusion in the paper's; the model keeps it.")

  static let temperatureRule = Parameter(
    "temperature", default: TemperatureRule.none,
    "Whether soft targets are divided by one temperature in their logarithms: that at which they fit labels best, of training "
      + "songs where held_out is by networks that never saw them, else of validation songs; the model keeps it.")

  /// What log probabilities of the language are multiplied by.
  let languageWeight: Double
  /// What log emissions are multiplied by.
  let acousticScale: Double
  /// What soft targets are.
  let targetRule: TargetRule
  /// What the logarithms of soft targets are divided by; 1 leaves them as they are.
  var temperature = 1.0

  /// The settings of a stage that makes a teacher.
  init(_ settings: Settings) {
    languageWeight = settings[Self.languageWeight]
    acousticScale = settings[Self.acousticScale]
    targetRule = settings[Self.targetRule] ?? settings[LearningPreset.parameter].targets
  }

  /// What a teacher's model keeps; a model of a version that kept none has the defaults.
  ///
  /// - Throws: ``Failure`` if a value is none that the stage allows.
  init(_ card: ModelCard) throws(Failure) {
    languageWeight = try Self.value(of: Self.languageWeight, in: card)
    acousticScale = try Self.value(of: Self.acousticScale, in: card)
    targetRule = try Self.value(of: Self.targetRule, in: card) ?? LearningPreset.parameter.defaultValue.targets
    guard let text = card.settings[Self.temperatureRule.name] else { return }
    guard let temperature = Double(text), temperature > 0, temperature.isFinite else {
      throw Failure("the model's \(Self.temperatureRule.name) is '\(text)', no number above 0")
    }
    self.temperature = temperature
  }

  /// The settings as a model's card keeps them.
  var texts: [String: String] {
    let texts = [
      Self.languageWeight.name: languageWeight.text, Self.acousticScale.name: acousticScale.text,
      Self.targetRule.name: targetRule.text,
    ]
    return temperature == 1 ? texts : texts.merging([Self.temperatureRule.name: temperature.text]) { $1 }
  }

  private static func value<Value>(of parameter: Parameter<Value>, in card: ModelCard) throws(Failure) -> Value {
    guard let text = card.settings[parameter.name] else { return parameter.defaultValue }
    do throws(Failure) {
      return try parameter.parse(.text(text), relativeTo: ".") as? Value ?? parameter.defaultValue
    } catch {
      throw Failure("the model's \(parameter.name): \(error.reason)", remedy: error.remedy)
    }
  }
}

/// What the teacher's soft targets are.
enum TargetRule: String, Choice {
  /// The marginals of the fusion with the film language, as the paper has it.
  case fusion
  /// The mean of the assistants' probabilities.
  case mean
}

/// Whether the teacher's soft targets are made to fit labels.
enum TemperatureRule: String, Choice {
  /// They are as they are.
  case none
  /// They are divided by the temperature at which they fit best.
  case fit
}
