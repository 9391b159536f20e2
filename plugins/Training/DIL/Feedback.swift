import StageKit

/// What the assistants learn from in a round of interactive learning, besides the labels.
enum Feedback: String, Choice {
  /// The student's probabilities: deep interactive learning.
  case student
  /// The mean of the assistants themselves: a control.
  case ensemble
  /// Nothing, and they stay as they are: a control, the student being trained on with the same targets.
  case none
}
