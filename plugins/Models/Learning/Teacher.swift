import Learning
import Networks
import StageKit

/// `teacher`: the ensemble of the assistants, MF-RNNs: their probabilities fused with co-occurrence and a film language.
///
/// With one assistant it is that network with the language alone.
struct Teacher: LearningStage {
  static let assistants = ListInput<Frames>(
    "assistants", "The assistants' probabilities, one row per second, from the finest view to the coarsest.")
  static let frames = ListInput<Frames>(
    "frames", "The rows that the assistants read, in the same order; their codewords are counted.")
  static let heldOut = ListInput<Frames>(
    "held_out", isRequired: false,
    "The assistants' probabilities by networks that never saw the song, in the same order: for soft targets.")

  static let types = Output<Frames>("types", "The fusion's marginal probability per shot type, one row per second.")
  static let path = Output<Frames>("path", "The fusion's most probable sequence: 1 for the type of each second.")
  static let mean = Output<Frames>("mean", "The mean of the assistants' probabilities, one row per second.")
  static let targets = Output<Frames>("targets", "What a student learns from: the fusion's marginals or the mean.")
  static let model = Output<Model>("model", "Codebooks, co-occurrence and film language.")
  static let weights = Output<Document>("weights", fileExtension: "safetensors", "The model as a file.")

  static let codebook = Parameter(
    "codebook", default: CodebookSize.candidates, in: 2...1024,
    "Codewords per view; of several, the number is taken whose fusion labels most validation seconds right.")
  static let smoothing = Parameter(
    "smoothing", default: 1.0, in: 1e-6...1000, "What is added to every count, so that nothing is impossible.")
  static let targetRule = Parameter<TargetRule?>(
    "targets", default: nil, "What soft targets are; none takes the preset's: mean, or fusion in the paper's.")
  static let targetsFrom = Parameter<TargetSource?>(
    "targets_from", default: nil,
    "Whose probabilities soft targets are made of; none takes crossfit where held_out is wired.")

  static let declaration = StageDeclaration(
    id: "teacher",
    doc: "Fuses the assistants' probabilities with codeword co-occurrence and a bigram of shot types (MF-RNNs).",
    source: "Lin et al., ACM MM 2020: multi-resolution fused RNNs with film language",
    inputs: [assistants, frames, TruthReader.truth, heldOut], outputs: [types, path, mean, targets, model, weights],
    parameters: [
      LearningPreset.parameter, codebook, smoothing, FusionSettings.languageWeight, FusionSettings.acousticScale,
      targetRule, targetsFrom, NetworkSettings.seed, LearnedModel.file,
    ])

  private let settings: Settings
  private let finished: Model?

  init(_ settings: Settings) throws(StageFailure) {
    self.settings = settings
    finished = try LearnedModel.read(settings[LearnedModel.file], as: .teacher)
  }

  var learns: Bool { finished == nil }

  func formats(for inputs: FrameFormats) throws(StageFailure) -> FrameFormats {
    let assistants = inputs[Self.assistants]
    guard assistants.count == inputs[Self.frames].count else {
      throw StageFailure(
        "is given \(assistants.count) assistants and \(inputs[Self.frames].count) views",
        remedy: "wire `frames` to what each assistant reads, in the same order")
    }
    for format in inputs[Self.frames] { _ = try ViewRows.view(of: format) }
    for format in assistants { try format.require(.shotTypes) }
    guard inputs[Self.heldOut].isEmpty || inputs[Self.heldOut].count == assistants.count else {
      throw StageFailure("is given \(inputs[Self.heldOut].count) streams held out by \(assistants.count) assistants")
    }
    let types = try LearnedModel.types(of: finished, or: inputs[TruthReader.truth])
    var outputs = FrameFormats()
    for port in [Self.types, Self.path, Self.mean, Self.targets] { outputs[port] = LearnedModel.format(of: types) }
    return outputs
  }

  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    let counting = try TeacherCounting(corpus, smoothing: settings[Self.smoothing], fusion: FusionSettings(settings))
    let tables = try counting.best(of: settings[Self.codebook], seed: UInt64(settings[NetworkSettings.seed])) {
      try context.checkCancellation()
    }
    let card = try ModelCard(
      kind: .teacher, shape: nil, types: counting.vocabulary.types, scale: counting.vocabulary.scale,
      aliases: counting.vocabulary.aliases, view: 1,
      features: LearnedModel.recipe(of: counting.formats[0], made: context.lineages[Self.frames.name]),
      pipeline: context.pipelineHash, version: context.version)
    let model = try Model(card: card, tensors: tables.tensors)
    var learned = Artifacts()
    learned[Self.model] = model
    learned[Self.weights] = Document(bytes: model.bytes)
    return learned
  }

  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    guard let model = finished ?? learned[Self.model] else { throw StageFailure("has no model") }
    let tables = try TeacherTables(model, weights: FusionSettings(settings))
    let seconds = Seconds(of: context.track.seconds).count
    let assistants = try inputs[Self.assistants].map {
      TypeRows(types: model.card.types.count, floats: try $0.value.values())
    }
    let codes = try tables.codes(of: inputs[Self.frames].map(\.value), seconds: seconds)
    let opinion = try TeacherOpinion(of: assistants, codes: codes, by: tables, seconds: seconds)
    var outputs = Artifacts()
    func give(_ rows: TypeRows, on port: Output<Frames>) {
      let values = rows.values.map { Float($0) }
      outputs[port] = Frames(format: LearnedModel.format(of: model.card.types), values: values)
    }
    give(opinion.marginals, on: Self.types)
    give(opinion.path, on: Self.path)
    give(opinion.mean, on: Self.mean)
    let heldOut = inputs[Self.heldOut]
    let isCrossfitted = settings[Self.targetsFrom].map { $0 == .crossfit } ?? !heldOut.isEmpty
    if isCrossfitted, heldOut.isEmpty {
      throw StageFailure(
        "has no probabilities of networks that never saw the song",
        remedy: "wire `held_out` to the assistants' held_out")
    }
    let sources =
      isCrossfitted
      ? try heldOut.map {
        TypeRows(types: model.card.types.count, floats: try $0.value.values())
      } : assistants
    let rule = settings[Self.targetRule] ?? settings[LearningPreset.parameter].targets
    let basis = isCrossfitted ? try TeacherOpinion(of: sources, codes: codes, by: tables, seconds: seconds) : opinion
    give(basis.targets(rule), on: Self.targets)
    return outputs
  }
}
