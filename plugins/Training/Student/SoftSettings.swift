import Learning
import Networks
import StageKit

/// The settings of stages that learn from soft targets.
struct SoftSettings {
  static let tau = Parameter<Double?>(
    "tau", default: nil, in: 0.05...1000, "The temperature of soft targets; none takes the preset's: 4, or 20.")
  static let softScale = Parameter(
    "soft_scale", default: SoftScaling.preset, "What the soft part of the loss is multiplied by.")
  static let alpha = Parameter("alpha", default: 0.5, in: 0...1, "The weight of labels in the student's loss.")
  static let beta = Parameter("beta", default: 0.5, in: 0...1, "The weight of labels in the assistants' loss.")

  static let unlabelled = Parameter(
    "unlabelled", default: 2, in: 0...20, "Songs without labels in each step, for each labelled one; 0 leaves them out."
  )

  /// The temperature.
  let tau: Double
  /// Songs without labels for each labelled one.
  let unlabelledRatio: Int
  private let scale: SoftScale

  init(_ settings: Settings) {
    let preset = settings[LearningPreset.parameter]
    unlabelledRatio = settings[Self.unlabelled]
    tau = settings[Self.tau] ?? preset.tau
    scale =
      switch settings[Self.softScale] {
      case .preset: preset.softScale
      case .none: .none
      case .tau2: .tau2
      }
  }

  /// The loss of labels with this weight, and of soft targets with the rest.
  func loss(labels weight: Double) -> Distillation {
    Distillation(hardWeight: weight, temperature: tau, softScale: scale)
  }

  /// A teacher's probabilities as targets.
  func softened(_ probabilities: TypeRows) -> TypeRows {
    SoftTargets.softened(probabilities: probabilities, tau: tau)
  }
}

/// What the soft part of a loss is multiplied by, as a setting.
enum SoftScaling: String, Choice {
  /// What the preset has: tau2, or nothing in the paper's.
  case preset
  /// Nothing, as the paper prints it.
  case none
  /// The temperature's square, as Hinton, Vinyals and Dean correct it.
  case tau2
}
