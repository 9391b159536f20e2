/// How a network is trained.
public struct TrainingSettings: Sendable, Hashable {
  /// Labelled songs per batch, at least 1.
  public var batch = 16
  /// Frames of a crop of a song, at a place by chance in each batch; whole songs if `nil`.
  public var crop: Int?
  /// Songs without labels per batch.
  public var unlabelledBatch = 0
  /// The part of each recurrent layer's outputs that is dropped, in [0, 1).
  public var dropout = 0.0
  /// How many of the lowest recurrent layers stay as they are: no step changes them, and there is no way back through
  /// them. Their outputs are dropped like those of others.
  public var frozen = 0
  /// What of the inputs is hidden at a step; nothing if `nil`.
  public var mask: InputMask?
  /// How soft targets count; if `nil`, only labels do.
  public var distillation: Distillation?
  /// What of a label's weight other classes get.
  public var labelSmoothing = LabelSmoothing()
  /// How a step is made from a gradient.
  public var optimizer = Optimizer.rmsprop()
  /// The learning rate.
  public var learningRate = LearningRate()
  /// What parameters lose of themselves in a step, times the learning rate, apart from the gradient (Loshchilov and Hutter
  /// 2019).
  public var weightDecay = 0.0
  /// Gradients with a greater Euclidean norm are scaled down to this; never if `nil`.
  public var largestNorm: Double? = 1
  /// Epochs at least.
  public var minimumEpochs = 20
  /// Epochs at most.
  public var epochs = 100
  /// Training ends after so many epochs without a better one.
  public var patience = 10
  /// What makes an epoch better.
  public var selection = Selection.error
  /// All chance comes from it: first parameters, order of songs, crops, dropout.
  public var seed: UInt64 = 1

  /// The settings' standard values.
  public init() {}
}

/// Which validation measure chooses the best epoch.
public enum Selection: String, Sendable, Hashable, CaseIterable, Codable {
  /// The part of frames whose most probable class is wrong.
  case error
  /// The mean negative log-likelihood of the labels.
  case nll
  /// None: each epoch is taken for better than the one before, and training does all of them.
  case last
}
