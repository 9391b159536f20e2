import Learning
import Networks
import Shots
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
  static let model = Output<TeacherModel>("model", "Codebooks, co-occurrence and film language.")
  static let weights = Output<Document>("weights", fileExtension: "safetensors", "The model as a file.")

  static let codebook = Parameter(
    "codebook", default: CodebookSize.candidates, in: 2...1024,
    "Codewords per view; of several, the number is taken whose fusion labels most validation seconds right.")
  static let smoothing = Parameter(
    "smoothing", default: 1.0, in: 1e-6...1000, "What is added to every count, so that nothing is impossible.")
  static let targetsFrom = Parameter<TargetSource?>(
    "targets_from", default: nil,
    "Whose probabilities soft targets are made of; none takes crossfit where held_out is wired. The tables of a fusion are "
      + "counted on all training songs either way.")

  static let declaration = StageDeclaration(
    id: "teacher", revision: 4,
    doc: "Fuses the assistants' probabilities with codeword co-occurrence and a bigram of shot types (MF-RNNs).",
    source: "Lin et al., ACM MM 2020: multi-resolution fused RNNs with film language",
    inputs: [assistants, frames, TruthReader.truth, heldOut], outputs: [types, path, mean, targets, model, weights],
    parameters: [
      LearningPreset.parameter, FusionSettings.targetRule, NetworkSettings.seed, LearnedModel.file,
    ],
    advanced: [
      codebook, smoothing, FusionSettings.languageWeight, FusionSettings.acousticScale, FusionSettings.temperatureRule,
      targetsFrom,
    ])

  private let settings: Settings
  private let finished: Model?

  init(_ settings: Settings) throws(Failure) {
    self.settings = settings
    finished = try LearnedModel.read(settings[LearnedModel.file], as: .teacher)
  }

  var learns: Bool { finished == nil }

  /// Tables are counted on the training songs, and chosen by what comes out on the validation songs. Whether networks never
  /// saw the songs is only asked for cross-fitted targets, and what they say of them for a temperature.
  func takes(_ input: any AnyInput, of part: TrackPart) -> Bool {
    let asksForHeldOut = settings[Self.targetsFrom] == .crossfit || fitsTemperature
    return switch input.name {
    case Self.assistants.name: part == .validation || (part == .training && asksForHeldOut)
    case Self.heldOut.name: part == .training && asksForHeldOut
    default: part == .training || part == .validation
    }
  }

  private var fitsTemperature: Bool { settings[FusionSettings.temperatureRule] == .fit }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let assistants = inputs[Self.assistants]
    guard assistants.count == inputs[Self.frames].count else {
      throw Failure(
        "is given \(assistants.count) assistants and \(inputs[Self.frames].count) views",
        remedy: "wire `frames` to what each assistant reads, in the same order")
    }
    var lengths: [Int] = []
    for format in inputs[Self.frames] { lengths.append(try ViewRows.view(of: format).seconds) }
    guard lengths == lengths.sorted() else {
      throw Failure(
        "is given views of \(lengths.map(\.text).joined(separator: ", ")) s",
        remedy: "wire `frames` and `assistants` from the finest view to the coarsest")
    }
    let heldOut = inputs[Self.heldOut]
    guard heldOut.isEmpty || heldOut.count == assistants.count else {
      throw Failure("is given \(heldOut.count) streams held out by \(assistants.count) assistants")
    }
    if settings[Self.targetsFrom] == .crossfit, heldOut.isEmpty {
      throw Failure(
        "has no probabilities of networks that never saw the song",
        remedy: "wire `held_out` to the assistants' held_out")
    }
    let types = try LearnedModel.types(of: finished, or: inputs[TruthReader.truth])
    for format in assistants + heldOut { try format.require(types: types) }
    var outputs = FrameFormats()
    for port in [Self.types, Self.path, Self.mean, Self.targets] { outputs[port] = .shotTypes(types) }
    return outputs
  }

  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    var fusion = FusionSettings(settings)
    let counting = try TeacherCounting(corpus, smoothing: settings[Self.smoothing], fusion: fusion)
    if let text = counting.rareTypesText { context.warn(text) }
    // What is wired to `held_out` may be what the assistants themselves say of the songs they learned: without folds there is
    // nothing to cross-fit by, which nobody knows before the assistants have learned.
    if settings[Self.targetsFrom] == .crossfit, let view = try counting.viewThatIsNotHeldOut() {
      throw Failure(
        "is asked for cross-fitted targets, but held_out of view \(view + 1) is by networks that saw the songs",
        remedy: "set `folds` of the assistants, such as 3, or leave `targets_from` out")
    }
    let tables = try counting.best(of: settings[Self.codebook], seed: UInt64(settings[NetworkSettings.seed])) {
      try context.checkCancellation()
    }
    if fitsTemperature {
      fusion.temperature = try counting.temperature(
        of: tables, onTraining: settings[Self.targetsFrom] != .assistants && counting.isHeldOut())
    }
    let recipes = LearnedModel.recipes(of: counting.formats, made: context.lineages[Self.frames.name])
    let card = try ModelCard(
      kind: .teacher, shape: nil, types: counting.vocabulary.types, scale: counting.vocabulary.scale,
      aliases: counting.vocabulary.aliases, view: 1, features: recipes[0],
      coarserFeatures: Array(recipes.dropFirst()), settings: fusion.texts,
      pipeline: context.pipelineHash)
    let model = try Model(card: card, tensors: tables.tensors)
    var learned = Artifacts()
    learned[Self.model] = TeacherModel(model: model)
    learned[Self.weights] = Document(bytes: model.bytes)
    return learned
  }

  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    guard let model = finished ?? learned[Self.model]?.model else { throw Failure("has no model") }
    let frames = inputs[Self.frames].map(\.value)
    try LearnedModel.check(
      LearnedModel.recipes(of: frames.map(\.format), made: context.lineages[Self.frames.name]), for: model)
    let tables = try TeacherTables(model)
    let seconds = Seconds(of: context.track.seconds).count
    let codes = try tables.codes(of: frames, seconds: seconds)
    func prediction(of assistants: [Artifacts.Named<Frames>]) throws -> TeacherPrediction {
      try TeacherPrediction(of: assistants.map { try TypeRows($0.value) }, codes: codes, by: tables, seconds: seconds)
    }
    let given = try prediction(of: inputs[Self.assistants])
    let heldOut = settings[Self.targetsFrom] == .assistants ? [] : inputs[Self.heldOut]
    let targets = heldOut.isEmpty ? given.targets : try prediction(of: heldOut).targets
    var outputs = Artifacts()
    outputs[Self.types] = given.marginals.frames(of: model.card.types)
    outputs[Self.path] = given.path.frames(of: model.card.types)
    outputs[Self.mean] = given.mean.frames(of: model.card.types)
    outputs[Self.targets] = targets.frames(of: model.card.types)
    return outputs
  }
}

/// A teacher's model as ports carry it, so that a plan tells it from a network: the bytes are the model's.
struct TeacherModel: Artifact {
  /// Carried by ports of kind ``PortKind/model``.
  static let type = ArtifactType(TeacherModel.self, named: "tables of a teacher", kind: .model)

  /// Tables and no network.
  let model: Model

  init(model: Model) {
    self.model = model
  }

  init(encoded bytes: any ByteSource) throws { model = try Model(encoded: bytes) }

  func encode(to sink: inout any ByteSink) throws { try model.encode(to: &sink) }
}

/// Whose probabilities the soft targets of training songs are made of.
enum TargetSource: String, Choice {
  /// Those of the assistants, which have learned these very songs.
  case assistants
  /// Those of networks that never saw the song.
  case crossfit
}
