import StageKit

/// What the teacher's soft targets are.
enum TargetRule: String, Choice {
  /// The marginals of the fusion with the film language, as the paper has it.
  case fusion
  /// The mean of the assistants' probabilities.
  case mean
}
