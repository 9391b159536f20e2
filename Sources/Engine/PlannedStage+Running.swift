import Pipeline
import StageKit

extension PlannedStage {
  /// Has a stage work on one track; what it throws names the stage.
  ///
  /// - Parameter learned: What a learning stage learned.
  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    do {
      switch stage {
      case let worker as any TrackStage: return try worker.run(inputs, in: context)
      case let learner as any LearningStage: return try learner.run(inputs, learned: learned, in: context)
      default: return Artifacts()
      }
    } catch let failure as Failure {
      throw Failure("\(name): \(failure.reason)", remedy: failure.remedy)
    }
  }
}
