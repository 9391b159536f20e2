import Learning
import Networks
import StageKit

/// Trains networks phase by phase, and keeps each epoch: a run that was killed goes on where it was, to the same bytes.
struct PhaseTrainer {
  /// Seconds between checkpoints at least, so that small networks do not wait for the disk.
  private static let betweenCheckpoints = Duration.seconds(1)

  let context: CorpusContext

  /// A phase of training: what it is called, and what the network came to.
  struct Outcome {
    /// The network after its best epoch.
    let network: RecurrentNetwork
    /// What became of each epoch.
    let curve: LearningCurve
  }

  /// Trains a network to its end.
  ///
  /// - Parameters:
  ///   - phase: A name that no other phase of the stage has.
  ///   - start: The network to go on from; one by chance if `nil`.
  /// - Throws: ``Failure`` if a song does not fit or the loss is no number; `CancellationError`.
  func train(
    _ phase: String, shape: NetworkShape, songs: [TrainingSong], unlabelled: [TrainingSong] = [],
    validation: [TrainingSong], settings: TrainingSettings, from start: RecurrentNetwork? = nil
  ) throws -> Outcome {
    let trainer = try Trainer(
      shape: shape, songs: songs, unlabelled: unlabelled, validation: validation, settings: settings,
      threads: context.threads)
    let file = phase.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    var state = checkpoint(file, of: trainer) ?? trainer.start(from: start)
    let began = ContinuousClock.now
    let firstEpoch = state.progress.epochs.count
    var lastCheckpoint = began
    while !trainer.isFinished(state) {
      try context.checkCancellation()
      let report = try trainer.runEpoch(&state)
      let now = ContinuousClock.now
      if trainer.isFinished(state) || now - lastCheckpoint > Self.betweenCheckpoints {
        try write(state, as: file, of: trainer)
        lastCheckpoint = now
      }
      let perEpoch = (now - began) / .seconds(1) / Double(report.epoch - firstEpoch)
      context.report(
        LearningProgress(
          phase: phase, epoch: report.epoch, epochs: settings.epochs, loss: report.loss,
          validationError: report.validationError, secondsLeft: perEpoch * Double(settings.epochs - report.epoch)))
    }
    return Outcome(network: state.best, curve: Self.curve(phase, of: state.progress))
  }

  private func write(_ state: TrainingState, as name: String, of trainer: Trainer) throws {
    let progress = String(decoding: try JSONForm.encoded(state.progress), as: UTF8.self)
    let file = try WeightFile(
      tensors: state.tensors(optimizer: trainer.settings.optimizer), metadata: ["progress": progress])
    try context.checkpoints.write(file.bytes, as: name)
  }

  /// The state that an earlier run left; `nil` if there is none that can be read.
  private func checkpoint(_ name: String, of trainer: Trainer) -> TrainingState? {
    guard let bytes = context.checkpoints.bytes(of: name), let file = try? WeightFile(bytes: bytes),
      let progress = file.metadata["progress"].flatMap({
        try? JSONForm.decoded(TrainingProgress.self, from: Array($0.utf8))
      })
    else { return nil }
    return try? TrainingState(
      shape: trainer.shape, optimizer: trainer.settings.optimizer, tensors: file.tensors, progress: progress)
  }

  private static func curve(_ phase: String, of progress: TrainingProgress) -> LearningCurve {
    LearningCurve(
      name: phase, axis: .epoch,
      points: progress.epochs.map { epoch in
        LearningCurve.Point(
          step: epoch.epoch, loss: epoch.loss, validationError: epoch.validationError,
          validationNLL: epoch.validationNLL)
      },
      best: progress.best?.epoch)
  }
}
