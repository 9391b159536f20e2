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
    "Into how many folds the training songs are dealt for held_out, 0 or at least 2; with k of them training takes k times "
      + "as long. None takes 3 if there are unlabelled songs, or if the network turns out to be right on far more of its "
      + "training songs than of the validation songs, by more than 10 points; else 0.")

  static let declaration = StageDeclaration(
    id: "assistant", revision: 3,
    doc: "Trains a recurrent network on one view of the music, or predicts with a finished one (hRNN, mRNN, lRNN).",
    source: "Lin et al., ACM MM 2020: assistant networks; LSTM and GRU as in PyTorch",
    inputs: [frames, TruthReader.truth], outputs: [types, model, heldOut, folds, weights, history],
    parameters: [LearningPreset.parameter] + NetworkSettings.ofTraining + [StartingModel.file, LearnedModel.file],
    advanced: [view] + NetworkSettings.advancedOfTraining + [foldCount])

  private let settings: Settings
  private let finished: Model?
  private let start: StartingModel?

  init(_ settings: Settings) throws(Failure) {
    self.settings = settings
    try SongFolds.check(settings[Self.foldCount])
    finished = try LearnedModel.read(settings[LearnedModel.file], as: .assistant)
    start = try StartingModel(settings)
  }

  var learns: Bool { finished == nil }

  func takes(_ input: any AnyInput, of part: TrackPart) -> Bool { ViewSongs.takes(input, of: part) }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let seconds = try ViewRows.view(of: try inputs[Self.frames]).seconds
    if let wanted = settings[Self.view], wanted != Double(seconds) {
      throw Failure("is for a view of \(wanted.text) s, but is given rows of \(seconds) s")
    }
    try start?.check(try inputs[Self.frames])
    let types = try LearnedModel.types(of: finished, or: inputs[TruthReader.truth])
    var outputs = FrameFormats()
    outputs[Self.types] = .shotTypes(types)
    outputs[Self.heldOut] = .shotTypes(types)
    return outputs
  }

  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    let songs = try ViewSongs.views(of: corpus) { [try $0[Self.frames]] }[0]
    // Before hours of training: there may be too few songs to deal.
    let asked = settings[Self.foldCount] ?? (songs.part(.unlabelled).isEmpty ? nil : SongFolds.usual)
    let dealt = try asked.map { try deal(songs, $0) }
    try start?.check(folds: dealt ?? [], of: songs)
    let training = NetworkTraining(songs: songs, settings: NetworkSettings(settings), context: context)
    let name = "assistant \(songs.view.seconds) s"
    let first = try start?.network(
      for: songs, seed: training.training.seed, made: context.lineages[Self.frames.name], in: context)
    let whole = try training.train(name, on: songs.part(.training), from: first)
    let leftOut = try dealt ?? deal(songs, try foldsNeeded(by: whole.network, of: songs, in: context))
    let folds = try training.trainFolds(
      name, leavingOut: leftOut, from: first.map { start in leftOut.map { _ in start } })
    let model = try model(of: whole.network, songs, in: context)
    var learned = Artifacts()
    learned[Self.model] = model
    learned[Self.folds] = NetworkSet(
      models: try folds.map { try self.model(of: $0.network, songs, in: context) }, leftOut: leftOut)
    learned[Self.weights] = Document(bytes: model.bytes)
    learned[Self.history] = Document(bytes: try JSONForm.encoded([whole.curve] + folds.map(\.curve)))
    return learned
  }

  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    guard let model = finished ?? learned[Self.model] else { throw Failure("has no model") }
    let frames = try inputs[Self.frames]
    let here = LearnedModel.recipes(of: [frames.format], made: context.lineages[Self.frames.name])
    try LearnedModel.check(here, for: model)
    LearnedModel.warn(ofKnownSongTo: model, in: context)
    let unseen = learned[Self.folds]?.with(whole: model).network(without: context.track) ?? model
    let seconds = Seconds(of: context.track.seconds).count
    func types(by model: Model) throws -> Frames {
      try ViewPredictor(model).probabilities(of: frames, seconds: seconds).frames(of: model.card.types)
    }
    var outputs = Artifacts()
    outputs[Self.types] = try types(by: model)
    outputs[Self.heldOut] = unseen == model ? outputs[Self.types] : try types(by: unseen)
    return outputs
  }

  private func deal(_ songs: ViewSongs, _ count: Int) throws(Failure) -> [[String]] {
    try SongFolds.dealt(songs, count: count, seed: settings[NetworkSettings.seed])
  }

  /// How many folds a network needs, which nobody has told: none, unless it has learned its songs by heart. Then what it says
  /// of them is their labels over again, and nothing to teach a student by.
  private func foldsNeeded(by network: ViewNetwork, of songs: ViewSongs, in context: CorpusContext) throws -> Int {
    guard settings[LearningPreset.parameter].isCrossFitted else { return 0 }
    let predictor = ViewPredictor(network, threads: context.threads)
    var gap = SeenGap(types: songs.types.count)
    for song in songs.songs {
      guard let labels = song.labels else { continue }
      try context.checkCancellation()
      try gap.add(predictor.probabilities(of: song.rows), labels: labels, of: song.track.part)
    }
    let count = SongFolds.usual(for: songs)
    guard gap.isFar, count > 0 else { return 0 }
    guard start?.known(.training, of: songs) ?? 0 == 0 else {
      context.warn(
        "the network is \(gap.text), and `init` has met training songs before, so that no folds' networks can leave them out: "
          + "soft targets of training songs say little that their labels do not")
      return 0
    }
    context.warn(
      "the network is \(gap.text): soft targets of training songs come from \(count) folds' networks that never saw them, "
        + "which takes \(count) times as long; `folds: 0` leaves that out")
    return count
  }

  private func model(of network: ViewNetwork, _ songs: ViewSongs, in context: CorpusContext) throws -> Model {
    try LearnedModel.model(
      of: network, kind: .assistant, songs, from: start, made: context.lineages[Self.frames.name], in: context)
  }
}
