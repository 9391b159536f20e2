import Learning
import Networks
import Shots
import StageKit

/// `student`: the network that is deployed. It reads the 1 s view alone, and may learn from a teacher (RNN-KD).
struct Student: LearningStage {
  static let frames = Input<Frames>("frames", "The rows of the 1 s view.")
  static let targets = OptionalInput<Frames>(
    ViewSongs.targets, "A teacher's probabilities, one row per second; without them it learns from labels alone.")
  static let like = ListInput<NetworkSet>(
    "like", isRequired: false,
    "The folds of assistants: for each of the first that has any, a student is trained that leaves the same songs out.")

  static let types = Output<Frames>("types", "A probability per shot type, one row per second.")
  static let model = Output<Model>("model", "The network, with all that it must know of its inputs.")
  static let folds = Output<NetworkSet>(
    "folds", "Networks that each left some training songs out: what they say of these is fed back in `dil`.")
  static let weights = Output<Document>("weights", fileExtension: "safetensors", "The model as a file.")
  static let history = Output<Document>("history", fileExtension: "history.json", "What came of each epoch.")

  static let foldCount = Parameter<Int?>(
    "folds", default: nil, in: 0...20,
    "Into how many folds the training songs are dealt for networks that leave them out, 0 or at least 2; with k of them "
      + "training takes k times as long. None takes the folds of `like`; in the paper's preset there are none.")

  static let declaration = StageDeclaration(
    id: "student", revision: 3,
    doc: "Trains the network that is deployed, with a teacher or without, or predicts with a finished one (RNN-KD).",
    source: "Lin et al., ACM MM 2020: equation (9); Hinton, Vinyals, Dean 2015",
    inputs: [frames, TruthReader.truth, targets, like], outputs: [types, model, folds, weights, history],
    parameters: [LearningPreset.parameter, SoftSettings.alpha, SoftSettings.tau] + NetworkSettings.ofTraining
      + [StartingModel.file, LearnedModel.file],
    advanced: [SoftSettings.softScale, SoftSettings.unlabelled] + NetworkSettings.advancedOfTraining + [foldCount])

  private let settings: Settings
  private let finished: Model?
  private let start: StartingModel?

  init(_ settings: Settings) throws(Failure) {
    self.settings = settings
    try SongFolds.check(settings[Self.foldCount])
    finished = try LearnedModel.read(settings[LearnedModel.file], as: .student)
    start = try StartingModel(settings)
  }

  var learns: Bool { finished == nil }

  func takes(_ input: any AnyInput, of part: TrackPart) -> Bool { ViewSongs.takes(input, of: part) }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    _ = try ViewRows.view(of: try inputs[Self.frames])
    try start?.check(try inputs[Self.frames])
    let types = try LearnedModel.types(of: finished, or: inputs[TruthReader.truth])
    try inputs[Self.targets]?.require(types: types)
    var outputs = FrameFormats()
    outputs[Self.types] = .shotTypes(types)
    return outputs
  }

  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    var taught: [(song: TrackInfo, targets: Frames)] = []
    let views = try ViewSongs.views(of: corpus) {
      [try $0[Self.frames]]
    } other: { song, inputs in
      guard song.part == .training || song.part == .unlabelled, let frames = inputs[Self.targets] else { return }
      taught.append((song, frames))
    }
    let songs = views[0]
    let leftOut = try leftOut(of: songs, like: corpus.shared[Self.like].map(\.value))
    try start?.check(folds: leftOut, of: songs)
    let soft = SoftSettings(settings)
    var targets = SongTargets(types: songs.types)
    for (song, frames) in taught {
      try targets.add(soft.softened(songs.view.averaged(try TypeRows(frames))), of: song)
    }
    let training = NetworkTraining(songs: songs, settings: NetworkSettings(settings), context: context)
    let loss = targets.isEmpty ? nil : soft.loss(labels: settings[SoftSettings.alpha])
    let ratio = targets.isEmpty ? 0 : soft.unlabelledRatio
    let first = try start?.network(
      for: songs, seed: training.training.seed, made: context.lineages[Self.frames.name], in: context)
    let whole = try training.train(
      "student", on: songs.part(.training), loss: loss, targets: targets, unlabelledRatio: ratio, from: first)
    let folds = try training.trainFolds(
      "student", leavingOut: leftOut, loss: loss, targets: targets, unlabelledRatio: ratio,
      from: first.map { start in leftOut.map { _ in start } })
    func model(of network: ViewNetwork) throws -> Model {
      try LearnedModel.model(
        of: network, kind: .student, songs, from: start, made: context.lineages[Self.frames.name], in: context)
    }
    let student = try model(of: whole.network)
    var learned = Artifacts()
    learned[Self.model] = student
    learned[Self.folds] = NetworkSet(models: try folds.map { try model(of: $0.network) }, leftOut: leftOut)
    learned[Self.weights] = Document(bytes: student.bytes)
    learned[Self.history] = Document(bytes: try JSONForm.encoded([whole.curve] + folds.map(\.curve)))
    return learned
  }

  /// By fold: the identities of the songs that its network leaves out.
  private func leftOut(of songs: ViewSongs, like assistants: [NetworkSet]) throws(Failure) -> [[String]] {
    if let count = settings[Self.foldCount] {
      return try SongFolds.dealt(songs, count: count, seed: settings[NetworkSettings.seed])
    }
    guard settings[LearningPreset.parameter].isCrossFitted else { return [] }
    return assistants.first { !$0.leftOut.isEmpty }?.leftOut ?? []
  }

  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    guard let model = finished ?? learned[Self.model] else { throw Failure("has no model") }
    let frames = try inputs[Self.frames]
    let here = LearnedModel.recipes(of: [frames.format], made: context.lineages[Self.frames.name])
    try LearnedModel.check(here, for: model)
    LearnedModel.warn(ofKnownSongTo: model, in: context)
    let seconds = Seconds(of: context.track.seconds).count
    var outputs = Artifacts()
    outputs[Self.types] = try ViewPredictor(model).probabilities(of: frames, seconds: seconds)
      .frames(of: model.card.types)
    return outputs
  }
}
