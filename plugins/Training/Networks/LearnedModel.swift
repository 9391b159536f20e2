import Networks
import StageKit

/// What all stages with a model share: reading a finished one, and writing the card of a new one.
enum LearnedModel {
  /// A finished model: the parameter of all stages that learn one.
  static let file = Parameter<SettingFile?>(
    "model", default: nil, "A finished model: the stage then learns nothing, and predicts with it track by track.")

  /// Reads the model of a setting.
  ///
  /// - Throws: ``Failure`` that names the file if it is no model, or of none of these kinds.
  static func read(_ file: SettingFile?, as kinds: ModelKind...) throws(Failure) -> Model? {
    guard let file else { return nil }
    let bytes = try file.content(atMost: WeightFile.sizeLimit)
    do throws(Failure) {
      let model = try Model(bytes: bytes)
      guard kinds.contains(model.card.kind) else {
        let wanted = kinds.map { "'\($0.rawValue)'" }.joined(separator: " or ")
        throw Failure(
          "this is the model of a stage '\(model.card.kind.rawValue)', not of \(wanted)",
          remedy: "name another file, or use that stage")
      }
      return model
    } catch {
      throw Failure("\(file.path): \(error.reason)", remedy: error.remedy)
    }
  }

  /// Throws unless frames are made as those that a model was trained on.
  ///
  /// - Parameters:
  ///   - here: How the frames at hand are made, by view of the model.
  ///   - name: What a failure calls the model; nothing where the stage has only one.
  /// - Throws: ``Failure`` that names each setting that differs.
  static func check(_ here: [FeatureRecipe], for model: Model, called name: String = "") throws(Failure) {
    for (view, (recipe, trained)) in zip(here, model.card.featuresByView).enumerated() {
      do throws(Failure) {
        try trained.check(recipe)
      } catch {
        let place = (name.isEmpty ? [] : [name]) + (here.count > 1 ? ["view \(view + 1)"] : [])
        throw Failure((place + [error.reason]).joined(separator: ": "), remedy: error.remedy)
      }
    }
  }

  /// Warns where a song that is scored is one that the model learned from or was chosen by.
  static func warn(ofKnownSongTo model: Model, in context: TrackContext) {
    guard context.track.part == .test, model.card.songs.contains(context.track.hash) else { return }
    context.warn("the model learned from this song or was chosen by it: its score says nothing of other songs")
  }

  /// How the frames on an input are made, by wire: the giving stage has all columns, those before it none.
  static func recipes(of formats: [FrameFormat], made lineages: [Lineage]?) -> [FeatureRecipe] {
    // Outside a pipeline nobody knows who made the rows.
    let unknown = Lineage(parts: [Lineage.Part(stage: "rows", settings: [:])])
    let known = lineages ?? formats.map { _ in unknown }
    return zip(formats, known).map { format, lineage in
      return FeatureRecipe(
        parts: lineage.parts.enumerated().map { place, part in
          FeatureRecipe.Part(stage: part.stage, settings: part.settings, width: place == 0 ? format.width : 0)
        },
        rate: "\(format.rate.text) Hz")
    }
  }

  /// The model of a network that was trained on songs.
  ///
  /// - Parameter start: What it was trained on from; its songs are songs of the new model too.
  static func model(
    of network: ViewNetwork, kind: ModelKind, _ songs: ViewSongs, from start: StartingModel? = nil,
    made lineages: [Lineage]?, in context: CorpusContext
  ) throws -> Model {
    let card = try ModelCard(
      kind: kind, shape: network.network.shape, types: songs.types, scale: songs.vocabulary.scale,
      aliases: songs.vocabulary.aliases, view: songs.view.seconds,
      features: recipes(of: [songs.format], made: lineages)[0],
      songs: Set(songs.learnedFrom + (start?.songs ?? [])).sorted(), pipeline: context.pipelineHash)
    return try Model(card: card, tensors: network.tensors)
  }

  /// The types of a finished model, or of the labels.
  ///
  /// - Throws: ``Failure`` if there is neither.
  static func types(of finished: Model?, or truth: FrameFormat?) throws(Failure) -> [String] {
    if let finished { return finished.card.types }
    return try TruthReader.types(of: truth)
  }
}

extension Model {
  /// The model with another network of the same sizes, as it is after more training.
  ///
  /// - Parameter kind: What the network is after that.
  func replacing(_ network: ViewNetwork, as kind: ModelKind, in context: CorpusContext) throws -> Model {
    let card = try ModelCard(
      kind: kind, shape: card.shape, types: card.types, scale: card.scale, aliases: card.aliases, view: card.view,
      features: card.features, songs: card.songs, pipeline: context.pipelineHash)
    return try Model(card: card, tensors: network.tensors)
  }
}
