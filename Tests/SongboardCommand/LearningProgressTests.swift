import StageKit
import Testing

@testable import SongboardCommand

@Suite struct LearningProgressTests {
  @Test func aLineTellsHowFarAStageIs() {
    let progress = LearningProgress(
      phase: "", epoch: 12, epochs: 60, loss: 1.5249, validationError: 0.4666, secondsLeft: 80)
    #expect(progress.text(of: "hrnn") == "hrnn: epoch 12 of 60, loss 1.52, validation error 0.47, 1:20 left")
    let round = LearningProgress(
      phase: "round 2", epoch: 1, epochs: 2, loss: .nan, validationError: nil, secondsLeft: .infinity)
    #expect(round.text(of: "dil") == "dil: round 2, epoch 1 of 2, loss nan, --:-- left")
    let negative = LearningProgress(phase: "", epoch: 1, epochs: 1, loss: -0.05, validationError: 0, secondsLeft: 7505)
    #expect(negative.text(of: "x") == "x: epoch 1 of 1, loss -0.05, validation error 0.00, 2:05:05 left")
  }

  @Test func theSongsOfEachPartAreCounted() {
    let parts: [TrackPart: Int] = [.test: 3, .training: 14, .validation: 2, .unlabelled: 120]
    #expect(ProgressDisplay.text(of: parts) == "songs      14 training, 2 validation, 3 test, 120 unlabelled")
    #expect(ProgressDisplay.text(of: [.training: 9]) == nil)
  }

  /// A track has one end, and it is told then.
  @Test func aTrackThatWaitsIsNotCalledDone() {
    #expect(ProgressDisplay.waiting("a.ogg") == "waits      a.ogg: for the stages that learn")
  }
}
