import Networks
import StageKit

/// A set of defaults for learning from a teacher: the paper's, or those that were found to work.
enum LearningPreset: String, Choice {
  /// Soft targets from the mean of the assistants, tau 4, scaled by tau squared.
  case recommended
  /// As printed: soft targets from the fusion, tau 20, not scaled; nothing is cross-fitted that is not asked for.
  case paper

  /// The parameter of all stages that teach, or learn from a teacher.
  static let parameter = Parameter(
    "preset", default: LearningPreset.recommended,
    "Defaults of a teacher's targets, of tau, soft_scale and folds: those that were found to work, or those that the paper "
      + "prints."
  )

  /// What soft targets are made of.
  var targets: TargetRule { self == .paper ? .fusion : .mean }
  /// The temperature of soft targets.
  var tau: Double { self == .paper ? 20 : 4 }
  /// Whether networks leave songs out in folds where that is known to help.
  var isCrossFitted: Bool { self == .recommended }
  /// What the soft part of the loss is multiplied by.
  var softScale: SoftScale { self == .paper ? .none : .tau2 }
}
