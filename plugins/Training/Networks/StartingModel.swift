import Learning
import Networks
import StageKit

/// A finished model that a stage's networks learn on from.
///
/// They take over its recurrent layers and its normalisation: layers are made for inputs that are scaled so, and what few
/// songs say of a feature's mean would only shift what the layers know. The output layer is taken over too if the types are
/// the same.
struct StartingModel {
  /// The parameter of stages that train a network first.
  static let file = Parameter<SettingFile?>(
    "init", default: nil,
    "A finished assistant or student to learn on from, of the same sizes, on features of the same making: all networks of the "
      + "stage start with its layers and keep its normalisation. Where the labels have other types, the output layer starts by "
      + "chance.")

  private let model: Model
  private let path: String
  /// The hashes of the songs that it has learned from or was chosen by.
  var songs: [String] { model.card.songs }

  /// The model of a stage's settings; `nil` if they name none.
  ///
  /// - Throws: ``Failure`` that names the file if it is no network's model, or one of other sizes than the settings'; or if
  ///   layers are to be frozen that would be as chance made them.
  init?(_ settings: Settings) throws(Failure) {
    let frozen = settings[NetworkSettings.freeze]
    guard let file = settings[Self.file], let model = try LearnedModel.read(file, as: .assistant, .student) else {
      guard frozen == 0 || settings[LearnedModel.file] != nil else {
        throw Failure(
          "`freeze` is \(frozen) without `init`: the layers would stay as chance made them",
          remedy: "name the model to start from with `init`, or set `freeze: 0`")
      }
      return nil
    }
    guard settings[LearnedModel.file] == nil else {
      throw Failure("`model` is to be used as it is, and `init` to be learned on from", remedy: "name only one of them")
    }
    (self.model, path) = (model, file.path)
    do throws(Failure) {
      if let shape = model.card.shape {
        try Self.check(shape, against: NetworkSettings(settings))
        try shape.check(frozen: frozen)
      }
    } catch {
      throw Failure("\(path): \(error.reason)", remedy: error.remedy)
    }
  }

  /// Throws unless rows are as wide as the network's inputs.
  func check(_ rows: FrameFormat) throws(Failure) {
    let width = model.card.features.width
    guard rows.width != width else { return }
    throw Failure(
      "\(path): the network has \(width) inputs, the frames here \(rows.width) columns",
      remedy: "make the features as they were in its training, or leave `init` out")
  }

  /// The network that the networks of a stage start as.
  ///
  /// - Parameters:
  ///   - seed: What an output layer for other types starts from.
  ///   - lineages: How the frames at hand are made.
  /// - Throws: ``Failure`` that names the file and each setting that differs, if they are made in another way.
  func network(
    for songs: ViewSongs, seed: UInt64, made lineages: [Lineage]?, in context: CorpusContext
  ) throws -> ViewNetwork {
    try LearnedModel.check(LearnedModel.recipes(of: [songs.format], made: lineages), for: model, called: path)
    warn(ofKnown: songs, in: context)
    let known = try ViewNetwork(model)
    guard model.card.types != songs.types else { return known }
    context.warn(
      "\(path): the model knows the types \(model.card.types.joined(separator: " ")), the labels are "
        + "\(songs.types.joined(separator: " ")): its output layer starts by chance")
    return ViewNetwork(
      view: known.view, scale: known.scale,
      network: known.network.replacingOutput(classes: songs.types.count, random: CounterRandom(seed: seed)))
  }

  /// Throws unless the sizes are those of the settings.
  private static func check(_ shape: NetworkShape, against settings: NetworkSettings) throws(Failure) {
    let here = settings.shape(inputs: shape.inputs, outputs: shape.outputs)
    let pairs = [
      ("layers", "\(here.layers)", "\(shape.layers)"), ("cell", here.cell.rawValue, shape.cell.rawValue),
      ("bidirectional", "\(here.isBidirectional)", "\(shape.isBidirectional)"),
    ].filter { $0.1 != $0.2 }
    guard !pairs.isEmpty else { return }
    throw Failure(
      pairs.map { "\($0.0) is \($0.1) here, \($0.2) in the model" }.joined(separator: ", and "),
      remedy: "set \(pairs.map { "`\($0.0): \($0.2)`" }.joined(separator: ", ")), or leave `init` out")
  }

  /// Throws if there are folds, whose networks are to meet their songs as new, and the model has met some of these.
  func check(folds: [[String]], of songs: ViewSongs) throws(Failure) {
    let count = known(.training, of: songs)
    guard !folds.isEmpty, count > 0 else { return }
    throw Failure(
      "\(path): the model has met \(count) of the training songs before, and the networks of folds that start as it leave no "
        + "song out that it met",
      remedy: "set `folds: 0`, learn on from a model that has not met them, or leave `init` out")
  }

  /// How many songs of a part the model has met.
  func known(_ part: TrackPart, of songs: ViewSongs) -> Int {
    let known = Set(self.songs)
    return songs.part(part).count { known.contains($0.track.hash) }
  }

  /// Warns where songs that tell how good a network is were songs of the model.
  private func warn(ofKnown songs: ViewSongs, in context: CorpusContext) {
    let (training, validation) = (known(.training, of: songs), known(.validation, of: songs))
    guard training + validation > 0 else { return }
    context.warn(
      "\(path): the model has met \(training) of the training songs and \(validation) of the validation songs before: what "
        + "the network says of these, and validation with it, is too good")
  }
}
