import Learning
import Networks
import StageKit

/// Trains networks of one view on songs of a corpus.
struct NetworkTraining {
  /// The songs; those of the validation part choose the best epoch.
  let songs: ViewSongs
  /// How networks are trained.
  let training: TrainingSettings
  /// The networks' sizes.
  let shape: NetworkShape
  let context: CorpusContext

  /// A network, and how it came about.
  struct Outcome {
    let network: ViewNetwork
    let curve: LearningCurve
  }

  /// Trains a network.
  ///
  /// - Parameters:
  ///   - phase: A name that no other phase of the stage has.
  ///   - labelled: The songs to learn from.
  ///   - loss: How soft targets count; only labels do if `nil`.
  ///   - targets: The songs' soft targets, if there are any.
  ///   - unlabelledRatio: Songs without labels in each step, for each labelled one.
  ///   - start: The network to go on from, with its scale.
  /// - Throws: What ``PhaseTrainer/train(_:shape:songs:unlabelled:validation:settings:from:)`` throws, and reading rows.
  func train(
    _ phase: String, on labelled: [ViewSong], loss: Distillation? = nil, targets: SongTargets? = nil,
    unlabelledRatio: Int = 0, from start: ViewNetwork? = nil
  ) throws -> Outcome {
    // Of these songs only: a fold's network must not even know the mean of the songs it leaves out.
    let scale = try start?.scale ?? FeatureScale(of: Frames(joining: labelled.map(\.rows), format: songs.format))
    var training = training
    training.distillation = loss
    let unlabelled = unlabelledRatio == 0 ? [] : songs.part(.unlabelled)
    training.unlabelledBatch = unlabelled.isEmpty ? 0 : unlabelledRatio * training.batch
    let outcome = try PhaseTrainer(context: context).train(
      phase, shape: shape,
      songs: labelled.map { $0.example(scale: scale, targets: targets?.frames(of: $0.track)) },
      unlabelled: unlabelled.map { $0.example(scale: scale, targets: targets?.frames(of: $0.track)) },
      validation: songs.part(.validation).map { $0.example(scale: scale) }, settings: training,
      from: start?.network)
    return Outcome(
      network: ViewNetwork(view: songs.view, scale: scale, network: outcome.network), curve: outcome.curve)
  }

  /// Trains a network for each fold, which learns from the songs of the others.
  ///
  /// With k folds, of which each network leaves out one, this and the network of all songs take k times as long as that
  /// network alone.
  ///
  /// - Parameters:
  ///   - phase: What the network of all songs is called.
  ///   - leftOut: By fold: the identities of its songs.
  ///   - start: By fold: the network to go on from; networks by chance if `nil`.
  /// - Throws: What training a network throws.
  func trainFolds(
    _ phase: String, leavingOut leftOut: [[String]], loss: Distillation? = nil, targets: SongTargets? = nil,
    unlabelledRatio: Int = 0, from start: [ViewNetwork]? = nil
  ) throws -> [Outcome] {
    try leftOut.enumerated().map { number, fold in
      let left = Set(fold)
      return try train(
        "\(phase), fold \(number + 1) of \(leftOut.count)",
        on: songs.part(.training).filter { !left.contains($0.track.id) }, loss: loss, targets: targets,
        unlabelledRatio: unlabelledRatio, from: start?[number])
    }
  }
}

extension NetworkTraining {
  /// The first training of networks, by a stage's settings.
  init(songs: ViewSongs, settings: NetworkSettings, context: CorpusContext) {
    self.init(
      songs: songs, training: settings.training(of: songs.view, in: songs.vocabulary),
      shape: settings.shape(inputs: songs.format.width, outputs: songs.types.count), context: context)
  }
}
