import NetworkKernels
import StageKit

/// Trains a network epoch by epoch.
///
/// The state is the caller's: it keeps it where it likes, stops when it likes, and goes on from any state. The same
/// songs, settings and state give the same bytes, whatever the number of threads. A trainer is used by one thread at a
/// time.
public final class Trainer {
  /// The network's sizes.
  public let shape: NetworkShape
  /// How it is trained.
  public let settings: TrainingSettings

  private let songs: [TrainingSong]
  private let plan: BatchPlan
  private let validator: Validator
  private let stack: LayerStack
  private let input = FloatBuffer()
  private let parameters = FloatBuffer()
  private let gradients: FloatBuffer
  private let moments: [FloatBuffer]

  /// Sets up a training.
  ///
  /// - Parameters:
  ///   - shape: The network's sizes.
  ///   - songs: The songs with labels.
  ///   - unlabelled: Songs of which only soft targets count; labels that they have are passed over.
  ///   - validation: The songs that choose the best epoch; if there are none, the last is the best.
  ///   - settings: How it is trained.
  ///   - threads: How many threads work.
  /// - Throws: ``Failure`` if there is no song, one does not fit the sizes, or more layers are to be frozen than there are;
  ///   what reading their rows throws.
  public init(
    shape: NetworkShape, songs: [TrainingSong], unlabelled: [TrainingSong] = [], validation: [TrainingSong] = [],
    settings: TrainingSettings, threads: Int = 1
  ) throws {
    try shape.check(frozen: settings.frozen)
    for song in songs + unlabelled + validation { try song.check(shape) }
    plan = BatchPlan(
      lengths: songs.map(\.labels.count), unlabelledLengths: unlabelled.map(\.labels.count), settings: settings)
    guard plan.batches > 0 else {
      throw Failure("there is no song to train on", remedy: "give songs with labels in the training part")
    }
    self.shape = shape
    self.settings = settings
    self.songs = songs + unlabelled.map(\.withoutLabels)
    stack = LayerStack(
      shape: shape, team: ThreadTeam(threads: threads), kernels: InstructionSet.best.kernels, frozen: settings.frozen)
    validator = Validator(songs: validation.map(\.withoutWeights), batch: settings.batch)
    gradients = FloatBuffer(count: shape.parameterCount)
    moments = settings.optimizer.moments.map { _ in FloatBuffer(count: shape.parameterCount) }
  }

  /// A training's start: from parameters by chance, or warm from a network of the same sizes; the optimiser begins
  /// afresh.
  public func start(from network: RecurrentNetwork? = nil) -> TrainingState {
    let random = CounterRandom(seed: settings.seed)
    return TrainingState(
      network: network ?? RecurrentNetwork(shape: shape, random: random), optimizer: settings.optimizer)
  }

  /// Whether a training is at its end: all epochs done, or no better one for as long as the patience lasts.
  public func isFinished(_ state: TrainingState) -> Bool {
    let progress = state.progress
    if progress.epochs.count >= settings.epochs { return true }
    return progress.epochs.count >= settings.minimumEpochs && progress.epochsSinceBest >= settings.patience
  }

  /// Trains one epoch and validates.
  ///
  /// - Returns: What came of it; the state's progress has it too.
  /// - Throws: ``Failure`` if the loss is no number any more, or what reading the songs' rows throws; the state is then as
  ///   before.
  @discardableResult
  public func runEpoch(_ state: inout TrainingState) throws -> EpochReport {
    load(state)
    let epoch = state.progress.epochs.count
    let batches = plan.pieces(ofEpoch: epoch)
    var step = state.progress.step
    var loss = 0.0
    for pieces in batches {
      step += 1
      loss += try learn(pieces, step: step, rate: settings.learningRate.rate(ofEpoch: epoch, of: settings.epochs))
    }
    loss /= Double(batches.count)
    guard loss.isFinite else {
      throw Failure(
        "the loss is not a number in epoch \(epoch + 1)", remedy: "lower the learning rate, or clip the gradient")
    }
    stack.prepare(parameters.pointer, learning: false)
    let result = try validator.evaluate(stack)
    save(&state, step: step)
    let report = EpochReport(
      epoch: epoch + 1, loss: loss, validationError: result?.error, validationNLL: result?.nll,
      isBest: isBetter(result, than: state.progress.best))
    if report.isBest { state.best = state.network }
    state.progress.epochs.append(report)
    return report
  }

  /// One batch: forward, loss, backward, and a step of the optimiser. Returns the loss.
  private func learn(_ pieces: [SongPiece], step: Int, rate: Double) throws -> Double {
    let batch = try Batch(pieces, songs: songs, inputs: shape.inputs, classes: shape.outputs, input: input)
    let random = CounterRandom(seed: settings.seed)
    settings.mask?.apply(to: input, width: shape.inputs, batch.layout, pieces, random: random, step: step)
    let dropout = settings.dropout > 0 ? dropout(pieces, random: random, step: step) : nil
    stack.prepare(parameters.pointer, learning: true)
    let logits = stack.runForward(input, batch.layout, dropout: dropout)
    let loss = Loss(
      classes: shape.outputs, distillation: settings.distillation, labelSmoothing: settings.labelSmoothing
    ).evaluate(logits, batch.targets, gradient: stack.logitGradient(rows: batch.layout.rows), team: stack.team)
    stack.runBackward(input, batch.layout, dropout: dropout, gradients: gradients.pointer)
    settings.optimizer.apply(
      to: parameters, gradients: gradients, moments: moments,
      range: shape.parameterCount(ofLowest: settings.frozen)..<shape.parameterCount, step: step, rate: rate,
      decay: settings.weightDecay, largestNorm: settings.largestNorm, kernels: stack.kernels, team: stack.team)
    return loss.total
  }

  private func dropout(_ pieces: [SongPiece], random: CounterRandom, step: Int) -> Dropout {
    Dropout(rate: settings.dropout, random: random, step: step, songs: pieces.map { ($0.song, $0.start) })
  }

  /// Without validation each epoch is better than the one before.
  private func isBetter(_ result: Validator.Result?, than best: EpochReport?) -> Bool {
    guard let result, let error = best?.validationError, let nll = best?.validationNLL else { return true }
    return switch settings.selection {
    case .error: result.error < error
    case .nll: result.nll < nll
    case .last: true
    }
  }

  private func load(_ state: TrainingState) {
    parameters.assign(state.network.parameters)
    for (buffer, values) in zip(moments, state.moments) { buffer.assign(values) }
  }

  private func save(_ state: inout TrainingState, step: Int) {
    state.network.parameters = parameters.prefix(shape.parameterCount)
    state.moments = moments.map { $0.prefix(shape.parameterCount) }
    state.progress.step = step
  }
}
