import Networks

/// Steps of training: an epoch has a batch for each, with RMSprop and without clipping.
final class TrainingBench: Bench {
  private let trainer: Trainer
  private var state: TrainingState

  init(_ work: Work, steps: Int) throws {
    var settings = TrainingSettings()
    settings.batch = work.songs
    settings.largestNorm = nil
    trainer = try Trainer(
      shape: work.shape, songs: songs(work.songs * steps, of: work), settings: settings, threads: work.threads)
    state = trainer.start()
  }

  /// An epoch, whatever the count; it was set up with it.
  func run(_ count: Int) throws {
    try trainer.runEpoch(&state)
  }
}
