import Learning
import Networks
import StageKit

/// Trains networks of one view on songs of a corpus.
struct NetworkTraining {
  /// The songs; those of the validation part choose the best epoch.
  let songs: ViewSongs
  let settings: NetworkSettings
  let context: CorpusContext

  /// A network, and how it came about.
  struct Outcome {
    let network: ViewNetwork
    let curve: LearningCurve
    let phase: PhaseTrainer.Outcome
  }

  /// Trains a network.
  ///
  /// - Parameters:
  ///   - phase: A name that no other phase of the stage has.
  ///   - labelled: The songs to learn from.
  ///   - loss: How soft targets count; only labels do if `nil`.
  ///   - targets: The soft targets of a song by its name, shape (frames, types).
  ///   - start: The network to go on from, with its scale.
  /// - Throws: What ``PhaseTrainer/train(_:shape:songs:unlabelled:validation:settings:from:)`` throws.
  func train(
    _ phase: String, on labelled: [ViewSong], loss: Distillation? = nil, targets: [String: [Float]] = [:],
    from start: ViewNetwork? = nil
  ) throws -> Outcome {
    let scale = start?.scale ?? songs.scale
    var training = settings.training
    training.distillation = loss
    let unlabelled = loss == nil ? [] : songs.part(.unlabelled)
    training.unlabelledBatch = unlabelled.isEmpty ? 0 : 2 * training.batch
    let shape = start?.network.shape ?? settings.shape(inputs: songs.format.width, outputs: songs.types.count)
    let outcome = try PhaseTrainer(context: context).train(
      phase, shape: shape,
      songs: labelled.map { $0.example(scale: scale, targets: targets[$0.track.name]) },
      unlabelled: unlabelled.map { $0.example(scale: scale, targets: targets[$0.track.name]) },
      validation: songs.part(.validation).map { $0.example(scale: scale) }, settings: training,
      from: start?.network)
    return Outcome(
      network: ViewNetwork(view: songs.view, scale: scale, network: outcome.network), curve: outcome.curve,
      phase: outcome)
  }
}
