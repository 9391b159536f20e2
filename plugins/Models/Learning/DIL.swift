import Learning
import Networks
import StageKit

/// `dil`: deep interactive learning of student and assistants (RNN-DIL, MF-RNNs-DIL, hRNN-, mRNN- and lRNN-DIL).
struct DIL: LearningStage {
  static let frames = ListInput<Frames>("frames", "The rows of the three views, fine to coarse.")
  static let assistants = ListInput<Model>("assistants", "The assistants' models, in the order of the views.")
  static let teacher = Input<Model>("teacher", "The teacher's tables.")
  static let student = Input<Model>("student", "The student to go on from.")
  static let like = OptionalInput<Document>(
    "like", "The history of another loop: this one has as many rounds, whatever its own student comes to.")

  static let types = Output<Frames>("types", "The student's probability per shot type, one row per second.")
  static let hrnn = Output<Frames>("hrnn", "The 1 s assistant's probabilities, one row per second.")
  static let mrnn = Output<Frames>("mrnn", "The 2 s assistant's probabilities, one row per second.")
  static let lrnn = Output<Frames>("lrnn", "The 4 s assistant's probabilities, one row per second.")
  static let fused = Output<Frames>("fused", "The new teacher's marginal probabilities, one row per second.")
  static let path = Output<Frames>("path", "The new teacher's most probable sequence, one row per second.")
  static let model = Output<Model>("model", "The student of the best round.")
  static let networks = Output<NetworkSet>("networks", "The assistants of the last round.")
  static let weights = Output<Document>("weights", fileExtension: "safetensors", "The student as a file.")
  static let history = Output<Document>("history", fileExtension: "history.json", "What came of each epoch and round.")

  static let declaration = StageDeclaration(
    id: "dil", revision: 2,
    doc: "Lets the student teach the assistants and the new teacher the student, round by round (RNN-DIL).",
    source: "Lin et al., ACM MM 2020: Algorithm 1, equations (9) to (12)",
    inputs: [frames, TruthReader.truth, TruthReader.edit, assistants, teacher, student, like],
    outputs: [types, hrnn, mrnn, lrnn, fused, path, model, networks, weights, history],
    parameters: [
      LearningPreset.parameter, SoftSettings.alpha, SoftSettings.beta, SoftSettings.tau, SoftSettings.softScale,
      SoftSettings.unlabelled,
      Teacher.targetRule, FusionSettings.languageWeight, FusionSettings.acousticScale,
    ] + RoundSettings.all + NetworkSettings.ofUpdate)

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  /// A finished student is used by the stage `student`.
  var learns: Bool { true }

  func formats(for inputs: FrameFormats) throws(StageFailure) -> FrameFormats {
    let views = inputs[Self.frames]
    guard views.count == 3 else {
      throw StageFailure("is given \(views.count) views", remedy: "wire `frames` to the views of 1, 2 and 4 s")
    }
    for view in views { _ = try ViewRows.view(of: view) }
    let format = LearnedModel.format(of: try TruthReader(inputs[TruthReader.truth]).types)
    var outputs = FrameFormats()
    for port in [Self.types, Self.hrnn, Self.mrnn, Self.lrnn, Self.fused, Self.path] { outputs[port] = format }
    return outputs
  }

  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    let shared = corpus.shared
    let ensemble = try ensemble(of: shared[Self.assistants].map(\.value), teacher: try shared[Self.teacher])
    let views = try ensemble.assistants.indices.map { number in
      try ViewSongs(corpus) { $0[Self.frames][number].value }
    }
    let loop = InteractiveLoop(
      views: views, settings: NetworkSettings(settings), soft: SoftSettings(settings),
      labelWeights: (settings[SoftSettings.alpha], settings[SoftSettings.beta]), rounds: RoundSettings(settings),
      context: context)
    let like = try shared[Self.like].map { try KeptValue.decoded([LearningCurve].self, from: $0.bytes()) }
    let rounds =
      like.map(InteractiveLoop.rounds)
      ?? RoundSettings(settings).rounds(hasUnlabelled: !views[0].part(.unlabelled).isEmpty)
    let student = try shared[Self.student]
    let outcome = try loop.run(
      student: ViewNetwork(student), ensemble: ensemble, rounds: rounds, isExact: like != nil)
    let model = try student.replacing(outcome.student, in: context)
    let assistants = try zip(shared[Self.assistants], outcome.ensemble.assistants).map {
      try $0.value.replacing($1, in: context)
    }
    var learned = Artifacts()
    learned[Self.model] = model
    learned[Self.networks] = NetworkSet(models: assistants + [try shared[Self.teacher]])
    learned[Self.weights] = Document(bytes: model.bytes)
    learned[Self.history] = Document(bytes: try KeptValue.encoded(outcome.curves))
    return learned
  }

  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    guard let student = learned[Self.model], let models = learned[Self.networks]?.models, let teacher = models.last
    else { throw StageFailure("has no model") }
    let frames = inputs[Self.frames].map(\.value)
    let ensemble = try ensemble(of: Array(models.dropLast()), teacher: teacher)
    var outputs = Artifacts()
    outputs[Self.types] = try Assistant.types(by: student, of: frames[0], in: context)
    var probabilities: [TypeRows] = []
    for (number, port) in [Self.hrnn, Self.mrnn, Self.lrnn].enumerated() {
      let types = try Assistant.types(by: models[number], of: frames[number], in: context)
      outputs[port] = types
      probabilities.append(TypeRows(types: types.format.width, floats: try types.values()))
    }
    let seconds = Seconds(of: context.track.seconds).count
    let codes = try ensemble.tables.codes(of: frames, seconds: seconds)
    let opinion = try TeacherOpinion(of: probabilities, codes: codes, by: ensemble.tables, seconds: seconds)
    let format = LearnedModel.format(of: student.card.types)
    outputs[Self.fused] = Frames(format: format, values: opinion.marginals.values.map { Float($0) })
    outputs[Self.path] = Frames(format: format, values: opinion.path.values.map { Float($0) })
    return outputs
  }

  private func ensemble(of assistants: [Model], teacher: Model) throws -> TeacherEnsemble {
    guard assistants.count == 3 else {
      throw StageFailure("is given \(assistants.count) assistants for three views", remedy: "wire one for each view")
    }
    return TeacherEnsemble(
      assistants: try assistants.map { try ViewNetwork($0) },
      tables: try TeacherTables(teacher, weights: FusionSettings(settings)),
      rule: settings[Teacher.targetRule] ?? settings[LearningPreset.parameter].targets)
  }
}
