import Learning
import Networks
import Shots
import StageKit

/// `student`: the network that is deployed. It reads the 1 s view alone, and may learn from a teacher (RNN-KD).
struct Student: LearningStage {
  static let frames = Input<Frames>("frames", "The rows of the 1 s view.")
  static let targets = OptionalInput<Frames>(
    ViewSongs.targets, "A teacher's probabilities, one row per second; without them it learns from labels alone.")

  static let types = Output<Frames>("types", "A probability per shot type, one row per second.")
  static let model = Output<Model>("model", "The network, with all that it must know of its inputs.")
  static let weights = Output<Document>("weights", fileExtension: "safetensors", "The model as a file.")
  static let history = Output<Document>("history", fileExtension: "history.json", "What came of each epoch.")

  static let declaration = StageDeclaration(
    id: "student", revision: 2,
    doc: "Trains the network that is deployed, with a teacher or without, or predicts with a finished one (RNN-KD).",
    source: "Lin et al., ACM MM 2020: equation (9); Hinton, Vinyals, Dean 2015",
    inputs: [frames, TruthReader.truth, targets], outputs: [types, model, weights, history],
    parameters: [
      LearningPreset.parameter, SoftSettings.alpha, SoftSettings.tau, SoftSettings.softScale,
      SoftSettings.unlabelled,
    ]
      + NetworkSettings.ofNetwork + NetworkSettings.ofTraining + [LearnedModel.file])

  private let settings: Settings
  private let finished: Model?

  init(_ settings: Settings) throws(Failure) {
    self.settings = settings
    finished = try LearnedModel.read(settings[LearnedModel.file], as: .student)
  }

  var learns: Bool { finished == nil }

  func takes(_ input: any AnyInput, of part: TrackPart) -> Bool { ViewSongs.takes(input, of: part) }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    _ = try ViewRows.view(of: try inputs[Self.frames])
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
    let soft = SoftSettings(settings)
    var targets = SongTargets(types: songs.types)
    for (song, frames) in taught {
      try targets.add(soft.softened(songs.view.averaged(try TypeRows(frames))), of: song)
    }
    let outcome = try NetworkTraining(songs: songs, settings: NetworkSettings(settings), context: context).train(
      "student", on: songs.part(.training),
      loss: targets.isEmpty ? nil : soft.loss(labels: settings[SoftSettings.alpha]), targets: targets,
      unlabelledRatio: targets.isEmpty ? 0 : soft.unlabelledRatio)
    let model = try LearnedModel.model(
      of: outcome.network, kind: .student, songs, made: context.lineages[Self.frames.name], in: context)
    var learned = Artifacts()
    learned[Self.model] = model
    learned[Self.weights] = Document(bytes: model.bytes)
    learned[Self.history] = Document(bytes: try JSONForm.encoded([outcome.curve]))
    return learned
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
