import Learning
import Networks
import Shots
import StageKit

/// `dil`: deep interactive learning of student and assistants (RNN-DIL, MF-RNNs-DIL, hRNN-, mRNN- and lRNN-DIL).
///
/// All that it gives is of one round, the student's best. The new teacher's tables are the old one's, since they are
/// counted on labels: the model of the stage `teacher` is that of both.
struct DIL: LearningStage {
  static let frames = ListInput<Frames>("frames", "The rows of the views of 1, 2 and 4 s.")
  static let assistants = ListInput<Model>("assistants", "The assistants' models, in the order of the views.")
  static let teacher = Input<TeacherModel>("teacher", "The teacher's tables and rule.")
  static let student = Input<Model>("student", "The student to go on from.")
  static let targets = OptionalInput<Frames>(
    ViewSongs.targets,
    "What the student learned from: without feedback it learns on from that; else from what the new teacher says.")
  static let like = OptionalInput<Document>(
    "like", "The history of another loop: this one has as many rounds, whatever its own student comes to.")

  static let types = Output<Frames>("types", "The student's probability per shot type, one row per second.")
  static let hrnn = Output<Frames>("hrnn", "The 1 s assistant's probabilities, one row per second.")
  static let mrnn = Output<Frames>("mrnn", "The 2 s assistant's probabilities, one row per second.")
  static let lrnn = Output<Frames>("lrnn", "The 4 s assistant's probabilities, one row per second.")
  static let fused = Output<Frames>("fused", "The new teacher's marginal probabilities, one row per second.")
  static let path = Output<Frames>("path", "The new teacher's most probable sequence, one row per second.")
  static let model = Output<Model>("model", "The student of the best round.")
  static let hrnnModel = Output<Model>("hrnn_model", "The 1 s assistant of the same round.")
  static let mrnnModel = Output<Model>("mrnn_model", "The 2 s assistant of the same round.")
  static let lrnnModel = Output<Model>("lrnn_model", "The 4 s assistant of the same round.")
  static let weights = Output<Document>("weights", fileExtension: "safetensors", "The student as a file.")
  static let hrnnWeights = Output<Document>(
    "hrnn_weights", fileExtension: "hrnn.safetensors", "The 1 s assistant as a file, for a stage `assistant`.")
  static let mrnnWeights = Output<Document>(
    "mrnn_weights", fileExtension: "mrnn.safetensors", "The 2 s assistant as a file.")
  static let lrnnWeights = Output<Document>(
    "lrnn_weights", fileExtension: "lrnn.safetensors", "The 4 s assistant as a file.")
  static let history = Output<Document>("history", fileExtension: "history.json", "What came of each epoch and round.")

  static let declaration = StageDeclaration(
    id: "dil", revision: 2,
    doc: "Lets the student teach the assistants and the new teacher the student, round by round (RNN-DIL).",
    source: "Lin et al., ACM MM 2020: Algorithm 1, equations (9) to (12)",
    inputs: [frames, TruthReader.truth, assistants, teacher, student, targets, like],
    outputs: [
      types, hrnn, mrnn, lrnn, fused, path, model, hrnnModel, mrnnModel, lrnnModel, weights, hrnnWeights, mrnnWeights,
      lrnnWeights, history,
    ],
    parameters: [
      LearningPreset.parameter, SoftSettings.alpha, SoftSettings.beta, SoftSettings.tau, SoftSettings.softScale,
      SoftSettings.unlabelled,
    ] + RoundSettings.all + NetworkSettings.ofUpdate)

  /// By view: where the assistant goes.
  private static let ofAssistants: [(types: Output<Frames>, model: Output<Model>, weights: Output<Document>)] = [
    (hrnn, hrnnModel, hrnnWeights), (mrnn, mrnnModel, mrnnWeights),
    (lrnn, lrnnModel, lrnnWeights),
  ]

  private let settings: Settings

  init(_ settings: Settings) {
    self.settings = settings
  }

  /// A finished student is used by the stage `student`, a finished assistant by `assistant`.
  var learns: Bool { true }

  func takes(_ input: any AnyInput, of part: TrackPart) -> Bool { ViewSongs.takes(input, of: part) }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    var views: [MusicView] = []
    for format in inputs[Self.frames] { views.append(try ViewRows.view(of: format)) }
    guard views == MusicView.all else {
      throw Failure(
        "is given views of \(views.map(\.seconds.text).joined(separator: ", ")) s",
        remedy: "wire `frames` to the views of 1, 2 and 4 s, in this order")
    }
    let types = try TruthReader.types(of: inputs[TruthReader.truth])
    try inputs[Self.targets]?.require(types: types)
    var outputs = FrameFormats()
    for port in [Self.types, Self.hrnn, Self.mrnn, Self.lrnn, Self.fused, Self.path] {
      outputs[port] = .shotTypes(types)
    }
    return outputs
  }

  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    var taught: [(song: TrackInfo, targets: Frames?)] = []
    let views = try ViewSongs.views(of: corpus) {
      $0[Self.frames].map(\.value)
    } other: { song, inputs in
      guard song.part == .training || song.part == .unlabelled else { return }
      taught.append((song, inputs[Self.targets]))
    }
    let models = try DILModels(
      assistants: corpus.shared[Self.assistants].map(\.value), teacher: corpus.shared[Self.teacher].model,
      student: corpus.shared[Self.student])
    try models.check(views, made: context.lineages[Self.frames.name])
    let soft = SoftSettings(settings)
    let rounds = RoundSettings(settings)
    let loop = InteractiveLoop(
      views: views, settings: NetworkSettings(settings), soft: soft,
      labelWeights: (settings[SoftSettings.alpha], settings[SoftSettings.beta]), rounds: rounds, context: context)
    let like = try corpus.shared[Self.like].map { try JSONForm.decoded([LearningCurve].self, from: $0.bytes()) }
    let outcome = try loop.run(
      student: ViewNetwork(models.student), ensemble: models.ensemble(threads: context.threads),
      targets: try targets(taught, types: views[0].types, soft),
      rounds: like.map(InteractiveLoop.rounds) ?? rounds.rounds(hasUnlabelled: !views[0].part(.unlabelled).isEmpty),
      isExact: like != nil)
    let student = try models.student.replacing(outcome.student.network, as: .student, in: context)
    var learned = Artifacts()
    learned[Self.model] = student
    learned[Self.weights] = Document(bytes: student.bytes)
    learned[Self.history] = Document(bytes: try JSONForm.encoded(outcome.curves))
    for (ports, (old, new)) in zip(Self.ofAssistants, zip(models.assistants, outcome.ensemble.assistants)) {
      let assistant = try old.replacing(new.network, as: .assistant, in: context)
      learned[ports.model] = assistant
      learned[ports.weights] = Document(bytes: assistant.bytes)
    }
    return learned
  }

  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    guard let student = learned[Self.model] else { throw Failure("has no model") }
    let models = try DILModels(
      assistants: Self.ofAssistants.compactMap { learned[$0.model] }, teacher: inputs[Self.teacher].model,
      student: student)
    let ensemble = try models.ensemble()
    let frames = inputs[Self.frames].map(\.value)
    let seconds = Seconds(of: context.track.seconds).count
    let probabilities = try zip(ensemble.assistants, frames).map { try $0.probabilities(of: $1, seconds: seconds) }
    let codes = try ensemble.tables.codes(of: frames, seconds: seconds)
    let prediction = try TeacherPrediction(of: probabilities, codes: codes, by: ensemble.tables, seconds: seconds)
    let types = student.card.types
    var outputs = Artifacts()
    outputs[Self.types] = try ViewPredictor(student).probabilities(of: frames[0], seconds: seconds).frames(of: types)
    for (ports, rows) in zip(Self.ofAssistants, probabilities) { outputs[ports.types] = rows.frames(of: types) }
    outputs[Self.fused] = prediction.marginals.frames(of: types)
    outputs[Self.path] = prediction.path.frames(of: types)
    return outputs
  }

  /// What the student learned from, if that is wired.
  private func targets(
    _ songs: [(song: TrackInfo, targets: Frames?)], types: [String], _ soft: SoftSettings
  ) throws -> SongTargets? {
    var targets = SongTargets(types: types)
    for (song, frames) in songs {
      guard let frames else { return nil }
      try targets.add(soft.softened(try TypeRows(frames)), of: song)
    }
    return targets
  }
}
