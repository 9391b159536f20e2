import Learning
import Networks
import Shots
import StageKit

/// `dil`: deep interactive learning of student and assistants (RNN-DIL, MF-RNNs-DIL, hRNN-, mRNN- and lRNN-DIL).
///
/// All that it gives is of one round, the student's best or the last; only `rounds` has them all. The new teacher's tables are
/// the old one's, since they are counted on labels: the model of the stage `teacher` is that of both.
struct DIL: LearningStage {
  static let frames = ListInput<Frames>("frames", "The rows of the views of 1, 2 and 4 s.")
  static let assistants = ListInput<Model>("assistants", "The assistants' models, in the order of the views.")
  static let teacher = Input<TeacherModel>("teacher", "The teacher's tables and rule.")
  static let student = Input<Model>("student", "The student to go on from.")
  static let targets = OptionalInput<Frames>(
    ViewSongs.targets,
    "What the student learned from: without feedback it learns on from that; else from what the new teacher says.")
  static let assistantFolds = ListInput<NetworkSet>(
    "assistant_folds", isRequired: false,
    "The assistants' networks that each left songs out, in the order of the views: then rounds stay cross-fitted.")
  static let studentFolds = OptionalInput<NetworkSet>(
    "student_folds", "The student's networks that each left songs out.")
  static let like = OptionalInput<Document>(
    "like",
    "The history of another loop: this one has as many rounds as that kept, whatever its own student comes to, and gives "
      + "the last.")

  static let types = Output<Frames>("types", "The student's probability per shot type, one row per second.")
  static let hrnn = Output<Frames>("hrnn", "The 1 s assistant's probabilities, one row per second.")
  static let mrnn = Output<Frames>("mrnn", "The 2 s assistant's probabilities, one row per second.")
  static let lrnn = Output<Frames>("lrnn", "The 4 s assistant's probabilities, one row per second.")
  static let mean = Output<Frames>("mean", "The mean of the assistants' probabilities, one row per second.")
  static let fused = Output<Frames>("fused", "The new teacher's marginal probabilities, one row per second.")
  static let path = Output<Frames>("path", "The new teacher's most probable sequence, one row per second.")
  static let rounds = Output<RoundRows>(
    "rounds", "What student and mean say after each round, of songs that are validated or tested: rows of a report.")
  static let model = Output<Model>("model", "The student of the round that is kept.")
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
  static let roundModels = Output<RoundModels>("round_models", "The networks behind `rounds`.")
  static let history = Output<Document>("history", fileExtension: "history.json", "What came of each epoch and round.")

  static let declaration = StageDeclaration(
    id: "dil", revision: 4,
    doc: "Lets the student teach the assistants and the new teacher the student, round by round (RNN-DIL).",
    source: "Lin et al., ACM MM 2020: Algorithm 1, equations (9) to (12)",
    inputs: [frames, TruthReader.truth, assistants, teacher, student, targets, assistantFolds, studentFolds, like],
    outputs: [
      types, hrnn, mrnn, lrnn, mean, fused, path, rounds, model, hrnnModel, mrnnModel, lrnnModel, roundModels, weights,
      hrnnWeights, mrnnWeights, lrnnWeights, history,
    ],
    parameters: [LearningPreset.parameter, SoftSettings.alpha, SoftSettings.beta, SoftSettings.tau]
      + RoundSettings.basic + NetworkSettings.ofUpdate,
    advanced: [SoftSettings.softScale, SoftSettings.unlabelled] + RoundSettings.advanced
      + NetworkSettings.advancedOfUpdate)

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
    for port in [Self.types, Self.hrnn, Self.mrnn, Self.lrnn, Self.mean, Self.fused, Self.path] {
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
    let rounds = RoundSettings(settings)
    let models = try models(in: corpus.shared, isCrossFitted: rounds.isCrossFitted)
    try models.check(views, made: context.lineages[Self.frames.name])
    try models.check(frozen: settings[NetworkSettings.freeze])
    let soft = SoftSettings(settings)
    let loop = InteractiveLoop(
      views: views, settings: NetworkSettings(settings), soft: soft,
      labelWeights: (settings[SoftSettings.alpha], settings[SoftSettings.beta]), rounds: rounds, context: context)
    let like = try corpus.shared[Self.like].map { try JSONForm.decoded([LearningCurve].self, from: $0.bytes()) }
    let outcome = try loop.run(
      student: models.student.map { ViewPredictor(try ViewNetwork($0), threads: context.threads) },
      ensemble: models.ensemble(threads: context.threads), targets: try targets(taught, types: views[0].types, soft),
      rounds: like.map(InteractiveLoop.keptRound) ?? rounds.rounds(hasUnlabelled: !views[0].part(.unlabelled).isEmpty),
      isExact: like != nil)
    let trained = try outcome.rounds.map { round in
      RoundModels.Round(
        student: try models.student.whole.replacing(round.student, as: .student, in: context),
        assistants: try zip(models.assistants, round.assistants).map {
          try $0.whole.replacing($1, as: .assistant, in: context)
        })
    }
    let kept = trained[outcome.kept]
    var learned = Artifacts()
    learned[Self.model] = kept.student
    learned[Self.weights] = Document(bytes: kept.student.bytes)
    learned[Self.roundModels] = RoundModels(Array(trained.dropFirst()))
    learned[Self.history] = Document(bytes: try JSONForm.encoded(outcome.curves))
    for (ports, assistant) in zip(Self.ofAssistants, kept.assistants) {
      learned[ports.model] = assistant
      learned[ports.weights] = Document(bytes: assistant.bytes)
    }
    return learned
  }

  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    guard let student = learned[Self.model], let rounds = learned[Self.roundModels] else {
      throw Failure("has no model")
    }
    let frames = inputs[Self.frames].map(\.value)
    let seconds = Seconds(of: context.track.seconds).count
    let types = student.card.types
    // As they travel from stage to stage, so that networks which no round changed say what the stage `teacher` heard of them.
    func rows(of model: Model, _ frames: Frames) throws -> TypeRows {
      try TypeRows(ViewPredictor(model).probabilities(of: frames, seconds: seconds).frames(of: types))
    }
    let assistants = try zip(Self.ofAssistants.compactMap { learned[$0.model] }, frames).map(rows)
    let tables = try TeacherTables(inputs[Self.teacher].model)
    let prediction = try TeacherPrediction(
      of: assistants, codes: tables.codes(of: frames, seconds: seconds), by: tables, seconds: seconds)
    var outputs = Artifacts()
    outputs[Self.types] = try rows(of: student, frames[0]).frames(of: types)
    for (ports, rows) in zip(Self.ofAssistants, assistants) { outputs[ports.types] = rows.frames(of: types) }
    outputs[Self.mean] = prediction.mean.frames(of: types)
    outputs[Self.fused] = prediction.marginals.frames(of: types)
    outputs[Self.path] = prediction.path.frames(of: types)
    let isScored = context.track.part == .validation || context.track.part == .test
    outputs[Self.rounds] = RoundRows(
      try (isScored ? rounds.rounds : []).enumerated().flatMap { number, round in
        [
          RoundRows.Round(name: "student, round \(number + 1)", rows: try rows(of: round.student, frames[0])),
          RoundRows.Round(
            name: "mean, round \(number + 1)", rows: try TypeRows.mean(of: zip(round.assistants, frames).map(rows))),
        ]
      })
    return outputs
  }

  /// The models that are wired, with those of their folds if rounds are to be cross-fitted.
  ///
  /// - Throws: ``Failure`` if there are folds of assistants whose student has none to teach them by.
  private func models(in shared: Artifacts, isCrossFitted: Bool) throws -> DILModels {
    let assistants = shared[Self.assistants].map(\.value)
    let folds = isCrossFitted ? shared[Self.assistantFolds].map(\.value) : []
    guard folds.isEmpty || folds.count == assistants.count else {
      throw Failure(
        "is given folds of \(folds.count) assistants, of \(assistants.count)",
        remedy: "wire `assistant_folds` to each assistant's folds, in the order of the views")
    }
    let ofStudent = isCrossFitted ? shared[Self.studentFolds] : nil
    let needsStudent = settings[RoundSettings.feedback] == .student && folds.contains { !$0.models.isEmpty }
    guard !needsStudent || ofStudent?.models.isEmpty == false else {
      throw Failure(
        "has assistants with folds, and a student without, whose feedback on training songs would be what it learned there",
        remedy: "wire `student_folds` to the student's folds, and the student's `like` to the assistants'; or set "
          + "`folds: false`")
    }
    let student = try shared[Self.student]
    return try DILModels(
      assistants: assistants.enumerated().map { place, model in
        folds.isEmpty ? CrossFitted(whole: model) : folds[place].with(whole: model)
      }, teacher: shared[Self.teacher].model, student: ofStudent?.with(whole: student) ?? CrossFitted(whole: student))
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
