import Learning
import Networks
import Shots
import StageKit

/// The settings of all stages that train a network, named as in the paper.
struct NetworkSettings {
  /// How a step is made from a gradient.
  enum Descent: String, Choice {
    /// PyTorch's RMSprop, as in the paper.
    case rmsprop
    /// PyTorch's Adam.
    case adam
  }

  static let layers = Parameter(
    "layers", default: [256, 128, 64], in: 1...2048, "Units of each recurrent layer and direction, the lowest first.")
  static let cell = Parameter("cell", default: Cell.lstm, "The kind of the recurrent layers.")
  static let bidirectional = Parameter(
    "bidirectional", default: true, "Whether the layers also read from the song's end; without, the network is causal.")
  static let freeze = Parameter(
    "freeze", default: 0, in: 0...64,
    "The lowest recurrent layers that stay as they are, which saves the time of their way back; dropout goes on behind them."
  )
  static let dropout = Parameter(
    "dropout", default: 0.3, in: 0...0.95, "The share of each layer's outputs that is dropped.")
  static let maskColumns = Parameter(
    "mask_columns", default: 0.0, in: 0...0.95,
    "The share of a song's columns that a step of training hides, all along the song.")
  static let maskTime = Parameter(
    "mask_time", default: 0.0, in: 0...0.95, "The share of a song's time that a step of training hides, block by block."
  )
  static let maskBlock = Parameter(
    "mask_block", default: 8, unit: .seconds, in: 1...3600, "The length of the blocks that mask_time hides.")
  static let labelSmoothing = Parameter(
    "label_smoothing", default: 0.0, in: 0...0.95, "The share of each label's weight that is spread over all types.")
  static let sizeSmoothing = Parameter(
    "size_smoothing", default: 0.0, in: 0...0.95,
    "The share of each label's weight that goes to the sizes beside it, nearer and farther: labels of videos are mostly wrong "
      + "by one size.")
  static let weightDecay = Parameter(
    "weight_decay", default: 0.0, in: 0...1,
    "What weights lose of themselves in each step, times the learning rate, apart from the gradient (AdamW).")
  static let optimizer = Parameter("optimizer", default: Descent.rmsprop, "How a step is made from a gradient.")
  static let learningRate = Parameter(
    "learning_rate", default: 0.001, in: 1e-7...1, "The learning rate of the first epoch.")
  static let schedule = Parameter(
    "schedule", default: LearningRate.Schedule.constant,
    "How the learning rate falls: not at all, or by half a cosine to 0 after the last epoch that there may be.")
  static let clip = Parameter<Double?>(
    "clip", default: 1, in: 1e-6...1e6,
    "Gradients of a greater norm are scaled down to it; none leaves them as they are."
  )
  static let batch = Parameter("batch", default: 5, in: 1...1024, "Songs per step.")
  static let crop = Parameter<Int?>(
    "crop", default: nil, unit: .seconds, in: 1...86_400,
    "Each step takes so many seconds of a song, at a place by chance; none takes whole songs.")
  static let epochs = Parameter("epochs", default: 40, in: 1...100_000, "Epochs at most.")
  static let leastEpochs = Parameter(
    "least_epochs", default: 20, in: 1...100_000, "Epochs at least, if there are as many at most.")
  static let stopAfter = Parameter(
    "stop_after", default: 10, in: 1...100_000, "Training ends after so many epochs without a better one.")
  static let select = Parameter(
    "select", default: Selection.error,
    "The validation measure that chooses the best epoch, and the best round; last takes the last of both, and stops never."
  )
  static let seed = Parameter(
    "seed", default: 1, in: 0...9_007_199_254_740_991,
    "All chance comes from it: first weights, order of songs, crops, dropout.")

  /// The basic parameters of training a network further.
  static let ofUpdate: [any AnyParameter] = [learningRate, batch, seed]
  /// The basic parameters of a network and its training.
  static let ofTraining: [any AnyParameter] = [layers, epochs] + ofUpdate
  /// The others of training a network further.
  static let advancedOfUpdate: [any AnyParameter] = [
    freeze, dropout, maskColumns, maskTime, maskBlock, labelSmoothing, sizeSmoothing, weightDecay, optimizer, schedule,
    clip, crop, stopAfter, select,
  ]
  /// The others of a network and its training.
  static let advancedOfTraining: [any AnyParameter] = [cell, bidirectional] + advancedOfUpdate + [leastEpochs]

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  /// The sizes of a network.
  func shape(inputs: Int, outputs: Int) -> NetworkShape {
    NetworkShape(
      inputs: inputs, layers: settings[Self.layers], cell: settings[Self.cell],
      isBidirectional: settings[Self.bidirectional], outputs: outputs)
  }

  /// The validation measure that chooses.
  var selection: Selection { settings[Self.select] }

  /// How a network of a view is trained on labels in a vocabulary.
  func training(of view: MusicView, in vocabulary: Vocabulary) -> TrainingSettings {
    var training = TrainingSettings()
    training.batch = settings[Self.batch]
    training.frozen = settings[Self.freeze]
    training.dropout = settings[Self.dropout]
    let (columns, time) = (settings[Self.maskColumns], settings[Self.maskTime])
    training.mask =
      columns + time > 0
      ? InputMask(columns: columns, time: time, block: view.frames(inSeconds: settings[Self.maskBlock])) : nil
    training.labelSmoothing = LabelSmoothing(
      even: settings[Self.labelSmoothing], neighbours: settings[Self.sizeSmoothing],
      scale: vocabulary.scale.compactMap { vocabulary.types.firstIndex(of: $0) })
    training.weightDecay = settings[Self.weightDecay]
    training.optimizer = settings[Self.optimizer] == .adam ? .adam() : .rmsprop()
    training.learningRate = LearningRate(settings[Self.learningRate], schedule: settings[Self.schedule])
    training.largestNorm = settings[Self.clip]
    training.crop = settings[Self.crop].map { view.frames(inSeconds: $0) }
    training.epochs = settings[Self.epochs]
    training.minimumEpochs = min(settings[Self.leastEpochs], training.epochs)
    training.patience = settings[Self.stopAfter]
    training.selection = selection
    training.seed = UInt64(settings[Self.seed])
    return training
  }
}

extension Cell: Choice {}

extension Selection: Choice {}

extension LearningRate.Schedule: Choice {}
