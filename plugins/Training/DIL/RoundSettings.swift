import Networks
import StageKit

/// The settings of the interactive loop.
struct RoundSettings {
  static let maxIterations = Parameter<Int?>(
    "max_iterations", default: nil, in: 0...100,
    "Rounds at most; none takes 4, or 0 if there are unlabelled songs.")
  static let patience = Parameter(
    "patience", default: 1, in: 1...100,
    "The loop ends after so many rounds without a better student; one that keeps its last round does all of them.")
  static let keep = Parameter(
    "keep", default: KeptRound.best,
    "The round that is given: the best, round 0 before the loop being one of them, or the last.")
  static let folds = Parameter<Bool?>(
    "folds", default: nil,
    "Whether rounds stay cross-fitted: the networks of `assistant_folds` and `student_folds` go through all rounds too, and "
      + "targets and feedback on a song come from those that never learned from it. With k folds a round takes k times as "
      + "long. None does so where they are wired, but not in the paper's preset.")
  static let updateEpochs = Parameter(
    "update_epochs", default: 10, in: 1...100_000, "Epochs of each update in a round.")
  static let feedback = Parameter(
    "feedback", default: Feedback.student, "What the assistants learn from in a round, besides the labels.")
  static let guardRise = Parameter(
    "guard", default: 0.15, in: 0...10,
    "The loop ends with a warning if the teacher's validation NLL rises by more than this share in a round; a loop that is "
      + "wired `like` another only warns.")

  static let basic: [any AnyParameter] = [maxIterations, updateEpochs]
  static let advanced: [any AnyParameter] = [patience, keep, folds, feedback, guardRise]

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  /// Rounds at most.
  func rounds(hasUnlabelled: Bool) -> Int { settings[Self.maxIterations] ?? (hasUnlabelled ? 0 : 4) }
  /// Rounds without a better student after which the loop ends.
  var patience: Int { settings[Self.patience] }
  /// Whether the last round is given, and not the best.
  var keepsLast: Bool { settings[Self.keep] == .last }
  /// Whether networks of folds go through the rounds, if there are any.
  var isCrossFitted: Bool { settings[Self.folds] ?? settings[LearningPreset.parameter].isCrossFitted }
  /// What the assistants learn from.
  var feedback: Feedback { settings[Self.feedback] }
  /// The share by which the teacher's NLL may rise in a round.
  var guardRise: Double { settings[Self.guardRise] }

  /// How networks are updated: as in their first training, for fewer epochs and with other chance in each round.
  func update(_ training: TrainingSettings, round: Int) -> TrainingSettings {
    var training = training
    training.epochs = settings[Self.updateEpochs]
    training.minimumEpochs = 1
    training.seed = CounterRandom(seed: training.seed).bits("round", UInt64(round))
    return training
  }
}

/// What the assistants learn from in a round of interactive learning, besides the labels.
enum Feedback: String, Choice {
  /// The student's probabilities: deep interactive learning.
  case student
  /// The mean of the assistants themselves: a control (SELF).
  case ensemble
  /// Nothing: they learn on from labels alone, and the teacher is made anew: a control (NONE).
  case labels
  /// Nothing, and they stay as they are: a control, the student being trained on with the same targets (KDrep).
  case none
}

/// The round of interactive learning that is given.
enum KeptRound: String, Choice {
  /// The one whose student is best on the validation songs, by `select`.
  case best
  /// The last that came to its end.
  case last
}
