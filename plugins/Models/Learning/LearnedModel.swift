import Learning
import Networks
import StageKit

/// What all stages with a model share: reading a finished one, and writing the card of a new one.
enum LearnedModel {
  /// A finished model: the parameter of all stages that learn one.
  static let file = Parameter<SettingFile?>(
    "model", default: nil, "A finished model: the stage then learns nothing, and predicts with it track by track.")

  /// Reads the model of a setting.
  ///
  /// - Throws: ``StageFailure`` that names the file if it is no model, or of another kind.
  static func read(_ file: SettingFile?, as kind: ModelKind) throws(StageFailure) -> Model? {
    guard let file else { return nil }
    let bytes = try file.content(atMost: WeightFile.sizeLimit)
    do throws(StageFailure) {
      let model = try Model(bytes: bytes)
      guard model.card.kind == kind else {
        throw StageFailure(
          "this is the model of a stage '\(model.card.kind.rawValue)', not of a '\(kind.rawValue)'",
          remedy: "name another file, or use that stage")
      }
      return model
    } catch {
      throw StageFailure("\(file.path): \(error.reason)", remedy: error.remedy)
    }
  }

  /// Throws unless frames are made as those that a model was trained on.
  ///
  /// - Throws: ``StageFailure`` that names each setting that differs.
  static func check(_ frames: Frames, made lineage: [Lineage]?, for model: Model) throws(StageFailure) {
    try model.card.features.check(recipe(of: frames.format, made: lineage))
  }

  /// How frames are made: the giving stage has all columns, those before it none.
  static func recipe(of format: FrameFormat, made lineages: [Lineage]?) -> FeatureRecipe {
    // Outside a pipeline nobody knows who made the rows.
    let parts = lineages?.first?.parts ?? [Lineage.Part(stage: "rows", settings: [:])]
    return FeatureRecipe(
      parts: parts.enumerated().map { place, part in
        FeatureRecipe.Part(stage: part.stage, settings: part.settings, width: place == 0 ? format.width : 0)
      },
      rate: "\(format.rate.text) Hz")
  }

  /// The model of a network that was trained on songs.
  static func model(
    of network: ViewNetwork, kind: ModelKind, _ songs: ViewSongs, made lineages: [Lineage]?, in context: CorpusContext
  ) throws -> Model {
    let card = try ModelCard(
      kind: kind, shape: network.network.shape, types: songs.types, scale: songs.vocabulary.scale,
      aliases: songs.vocabulary.aliases, view: Double(songs.view.seconds),
      features: recipe(of: songs.format, made: lineages),
      pipeline: context.pipelineHash, version: context.version)
    return try Model(card: card, tensors: network.tensors)
  }

  /// The types of a finished model, or of the labels.
  ///
  /// - Throws: ``StageFailure`` if there is neither.
  static func types(of finished: Model?, or truth: FrameFormat?) throws(StageFailure) -> [String] {
    if let finished { return finished.card.types }
    return try TruthReader(truth).types
  }

  /// The format of probabilities by the second.
  static func format(of types: [String]) -> FrameFormat {
    FrameFormat(quantity: .shotTypes, width: types.count, rate: 1, sampleRate: 0, columns: types)
  }
}

extension Model {
  /// The model with another network of the same sizes, as it is after more training.
  func replacing(_ network: ViewNetwork, in context: CorpusContext) throws -> Model {
    let card = try ModelCard(
      kind: card.kind, shape: card.shape, types: card.types, scale: card.scale, aliases: card.aliases,
      view: card.view, features: card.features, pipeline: context.pipelineHash, version: context.version)
    return try Model(card: card, tensors: network.tensors)
  }
}
