import Networks
import StageKit

/// The settings of the interactive loop.
struct RoundSettings {
  static let maxIterations = Parameter<Int?>(
    "max_iterations", default: nil, in: 0...100,
    "Rounds at most; none takes 4, or 0 if there are unlabelled songs.")
  static let patience = Parameter(
    "patience", default: 1, in: 1...100, "The loop ends after so many rounds without a better student.")
  static let updateEpochs = Parameter(
    "update_epochs", default: 10, in: 1...100_000, "Epochs of each update in a round.")
  static let feedback = Parameter(
    "feedback", default: Feedback.student, "What the assistants learn from in a round, besides the labels.")
  static let guardRise = Parameter(
    "guard", default: 0.15, in: 0...10,
    "The loop ends with a warning if the teacher's validation NLL rises by more than this share in a round; a loop that is "
      + "wired `like` another only warns.")

  static let all: [any AnyParameter] = [maxIterations, patience, updateEpochs, feedback, guardRise]

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  /// Rounds at most.
  func rounds(hasUnlabelled: Bool) -> Int { settings[Self.maxIterations] ?? (hasUnlabelled ? 0 : 4) }
  /// Rounds without a better student after which the loop ends.
  var patience: Int { settings[Self.patience] }
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
  /// The mean of the assistants themselves: a control.
  case ensemble
  /// Nothing, and they stay as they are: a control, the student being trained on with the same targets.
  case none
}
