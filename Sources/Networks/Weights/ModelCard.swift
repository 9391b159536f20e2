import StageKit

/// What a trained model is and what it was trained on: all that a later run must know before it predicts.
public struct ModelCard: Sendable, Hashable {
  /// The seconds that a frame may see: up to an hour.
  public static let views = 1...3600

  /// What the model is in the method.
  public let kind: ModelKind
  /// The network's sizes; nil for a teacher, which has none of its own.
  public let shape: NetworkShape?
  /// The shot types in the order of the outputs.
  public let types: [String]
  /// Those of the types that have a size, from the closest to the widest.
  public let scale: [String]
  /// Other names that labels may have, with the types they stand for.
  public let aliases: [String: String]
  /// How much of the song one frame sees: whole seconds among ``views``.
  public let view: Int
  /// How the frames were made; of a teacher, those of its finest view.
  public let features: FeatureRecipe
  /// How the frames of a teacher's other views were made, fine to coarse; none for a network.
  public let coarserFeatures: [FeatureRecipe]
  /// The settings that a prediction hangs on, as canonical text by the parameter's name: those of a teacher's fusion; none
  /// for a network.
  public let settings: [String: String]
  /// The XXH3-128 of the songs that the model learned from or was chosen by, in hexadecimal and in order; none where
  /// unknown.
  public let songs: [String]
  /// The hash of the pipeline that trained the model.
  public let pipeline: String

  /// By view, fine to coarse: how the frames were made.
  public var featuresByView: [FeatureRecipe] { [features] + coarserFeatures }

  /// A model's card.
  ///
  /// - Throws: ``Failure`` if its parts contradict each other: a network whose sizes do not fit the frames and
  ///   types, a type twice, a size that is no type, a name for none; or if the view is none of ``views``.
  public init(
    kind: ModelKind, shape: NetworkShape?, types: [String], scale: [String], aliases: [String: String] = [:],
    view: Int, features: FeatureRecipe, coarserFeatures: [FeatureRecipe] = [], settings: [String: String] = [:],
    songs: [String] = [], pipeline: String
  ) throws(Failure) {
    guard (shape == nil) == (kind == .teacher) else {
      throw Failure("a \(kind.rawValue) \(shape == nil ? "needs" : "cannot have") the sizes of a network")
    }
    guard !types.isEmpty, Set(types).count == types.count else { throw Failure("its types must differ") }
    guard Set(scale).count == scale.count, Set(scale).isSubset(of: types) else {
      throw Failure("its scale must name types, each once")
    }
    guard Set(aliases.values).isSubset(of: types) else { throw Failure("its map must name types") }
    guard Self.views.contains(view) else {
      throw Failure(
        "its view is \(view) s, which must be from \(Self.views.lowerBound) to \(Self.views.upperBound) s",
        remedy: "train the model on views of whole seconds")
    }
    if let shape {
      guard shape.outputs == types.count else {
        throw Failure("its network has \(shape.outputs) outputs for \(types.count) types")
      }
      guard shape.inputs == features.width else {
        throw Failure("its network has \(shape.inputs) inputs for \(features.width) columns of features")
      }
    }
    self.kind = kind
    self.shape = shape
    self.types = types
    self.scale = scale
    self.aliases = aliases
    self.view = view
    self.features = features
    self.coarserFeatures = coarserFeatures
    self.settings = settings
    self.songs = songs
    self.pipeline = pipeline
  }
}

/// What a trained model is in the method: three kinds learn from each other. Source: the paper's section 3.
public enum ModelKind: String, Sendable, Hashable, CaseIterable {
  /// A network that sees the song at one view: hRNN, mRNN or lRNN.
  case assistant
  /// The fusion of the assistants: codebooks, co-occurrence and film language; no network of its own.
  case teacher
  /// The network that learns from the teacher, and is all that a prediction needs.
  case student
}
