import Learning
import Networks
import Shots
import StageKit

/// `assistant`: a recurrent network that labels one view of the music: hRNN, mRNN or lRNN.
struct Assistant: LearningStage {
  static let frames = Input<Frames>("frames", "The rows of the view: one for 1, 2 or 4 seconds.")

  static let model = Output<Model>("model", "The network, with all that it must know of its inputs.")
  static let types = Output<Frames>("types", "A probability per shot type, one row per second.")
  static let heldOut = Output<Frames>(
    "held_out", "The same; for training songs by a network that never saw the song, if there are folds.")
  static let folds = Output<NetworkSet>("folds", "The networks behind held_out.")
  static let weights = Output<Document>("weights", fileExtension: "safetensors", "The model as a file.")
  static let history = Output<Document>("history", fileExtension: "history.json", "What came of each epoch.")

  static let view = Parameter<Double?>(
    "view", default: nil, unit: .seconds, in: 1...60,
    "The seconds that a row covers, to be checked against the rows; none takes theirs.")
  static let foldCount = Parameter<Int?>(
    "folds", default: nil, in: 0...20,
    "Into how many folds the training songs are dealt for held_out, 0 or at least 2; none takes 3 if there are unlabelled "
      + "songs, else 0.")

  static let declaration = StageDeclaration(
    id: "assistant", revision: 2,
    doc: "Trains a recurrent network on one view of the music, or predicts with a finished one (hRNN, mRNN, lRNN).",
    source: "Lin et al., ACM MM 2020: assistant networks; LSTM and GRU as in PyTorch",
    inputs: [frames, TruthReader.truth], outputs: [types, model, heldOut, folds, weights, history],
    parameters: [view] + NetworkSettings.ofNetwork + NetworkSettings.ofTraining + [foldCount, LearnedModel.file])

  private let settings: Settings
  private let finished: Model?

  init(_ settings: Settings) throws(Failure) {
    self.settings = settings
    guard settings[Self.foldCount] != 1 else {
      throw Failure(
        "`folds` is 1, which leaves no song for its network to learn from", remedy: "give 2 or more, or 0 for no folds")
    }
    finished = try LearnedModel.read(settings[LearnedModel.file], as: .assistant)
  }

  var learns: Bool { finished == nil }

  func takes(_ input: any AnyInput, of part: TrackPart) -> Bool { ViewSongs.takes(input, of: part) }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let seconds = try ViewRows.view(of: try inputs[Self.frames]).seconds
    if let wanted = settings[Self.view], wanted != Double(seconds) {
      throw Failure("is for a view of \(wanted.text) s, but is given rows of \(seconds) s")
    }
    let types = try LearnedModel.types(of: finished, or: inputs[TruthReader.truth])
    var outputs = FrameFormats()
    outputs[Self.types] = .shotTypes(types)
    outputs[Self.heldOut] = .shotTypes(types)
    return outputs
  }

  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    let songs = try ViewSongs.views(of: corpus) { [try $0[Self.frames]] }[0]
    // Before hours of training: there may be too few songs to deal.
    let dealt = try folds(of: songs)
    let training = NetworkTraining(songs: songs, settings: NetworkSettings(settings), context: context)
    let name = "assistant \(songs.view.seconds) s"
    let whole = try training.train(name, on: songs.part(.training))
    var networks: [Model] = []
    var curves = [whole.curve]
    for (number, fold) in dealt.enumerated() {
      let others = songs.part(.training).filter { !fold.contains($0.track.id) }
      let trained = try training.train("\(name), fold \(number + 1) of \(dealt.count)", on: others)
      networks.append(try model(of: trained.network, songs, in: context))
      curves.append(trained.curve)
    }
    let model = try model(of: whole.network, songs, in: context)
    var learned = Artifacts()
    learned[Self.model] = model
    learned[Self.folds] = NetworkSet(models: networks, leftOut: dealt)
    learned[Self.weights] = Document(bytes: model.bytes)
    learned[Self.history] = Document(bytes: try JSONForm.encoded(curves))
    return learned
  }

  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    guard let model = finished ?? learned[Self.model] else { throw Failure("has no model") }
    let frames = try inputs[Self.frames]
    let here = LearnedModel.recipes(of: [frames.format], made: context.lineages[Self.frames.name])
    try LearnedModel.check(here, for: model)
    LearnedModel.warn(ofKnownSongTo: model, in: context)
    let fold = context.track.part == .training ? learned[Self.folds]?.model(withoutSong: context.track.id) : nil
    let seconds = Seconds(of: context.track.seconds).count
    func types(by model: Model) throws -> Frames {
      try ViewPredictor(model).probabilities(of: frames, seconds: seconds).frames(of: model.card.types)
    }
    var outputs = Artifacts()
    outputs[Self.types] = try types(by: model)
    outputs[Self.heldOut] = try fold.map(types) ?? outputs[Self.types]
    return outputs
  }

  /// The identities of the songs of each fold; none without folds.
  private func folds(of songs: ViewSongs) throws -> [[String]] {
    let count = settings[Self.foldCount] ?? (songs.part(.unlabelled).isEmpty ? 0 : 3)
    guard count > 0 else { return [] }
    let dealt = songs.part(.training).map(\.track).map {
      SplitSong(name: $0.id, content: $0.hash, group: $0.group)
    }
    return try Folds(dealt, count: count, seed: UInt64(settings[NetworkSettings.seed])).names
  }

  private func model(of network: ViewNetwork, _ songs: ViewSongs, in context: CorpusContext) throws -> Model {
    try LearnedModel.model(of: network, kind: .assistant, songs, made: context.lineages[Self.frames.name], in: context)
  }
}
