import StageKit

/// What the soft part of a loss is multiplied by, as a setting.
enum SoftScaling: String, Choice {
  /// What the preset has: tau2, or nothing in the paper's.
  case preset
  /// Nothing, as the paper prints it.
  case none
  /// The temperature's square, as Hinton, Vinyals and Dean correct it.
  case tau2
}
