import StageKit

/// What a trained model is and what it was trained on: all that a later run must know before it predicts.
public struct ModelCard: Sendable, Hashable {
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
  /// How much of the song one frame sees, in seconds, above 0.
  public let view: Double
  /// How the frames were made.
  public let features: FeatureRecipe
  /// The hash of the pipeline that trained the model.
  public let pipeline: String
  /// The version of songboard that trained it.
  public let version: String

  /// A model's card.
  ///
  /// - Throws: ``StageFailure`` if its parts contradict each other: a network whose sizes do not fit the frames and
  ///   types, a type twice, a size that is no type, a name for none.
  public init(
    kind: ModelKind, shape: NetworkShape?, types: [String], scale: [String], aliases: [String: String] = [:],
    view: Double,
    features: FeatureRecipe, pipeline: String, version: String
  ) throws(StageFailure) {
    guard (shape == nil) == (kind == .teacher) else {
      throw StageFailure("a \(kind.rawValue) \(shape == nil ? "needs" : "cannot have") the sizes of a network")
    }
    guard !types.isEmpty, Set(types).count == types.count else { throw StageFailure("its types must differ") }
    guard Set(scale).count == scale.count, Set(scale).isSubset(of: types) else {
      throw StageFailure("its scale must name types, each once")
    }
    guard Set(aliases.values).isSubset(of: types) else { throw StageFailure("its map must name types") }
    guard view.isFinite, view > 0 else { throw StageFailure("its view of \(view) s must be above 0") }
    if let shape {
      guard shape.outputs == types.count else {
        throw StageFailure("its network has \(shape.outputs) outputs for \(types.count) types")
      }
      guard shape.inputs == features.width else {
        throw StageFailure("its network has \(shape.inputs) inputs for \(features.width) columns of features")
      }
    }
    self.kind = kind
    self.shape = shape
    self.types = types
    self.scale = scale
    self.aliases = aliases
    self.view = view
    self.features = features
    self.pipeline = pipeline
    self.version = version
  }
}
