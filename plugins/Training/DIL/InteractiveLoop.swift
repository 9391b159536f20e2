import Learning
import Networks
import StageKit

/// Algorithm 1 of the paper from its fifth line on: the student teaches the assistants, they make a new teacher, and it
/// teaches the student.
///
/// Read as printed, the loop would end after its first round, since the test for a better student follows the assignment;
/// here the best student is told apart from the latest. Where networks have folds, these go through the rounds beside them,
/// and all that is said of a training song to teach by is said by networks that never learned from it.
struct InteractiveLoop {
  /// By view, fine to coarse: the songs. The student reads the first view.
  let views: [ViewSongs]
  let settings: NetworkSettings
  let soft: SoftSettings
  /// The weights of labels in the losses of the student and of the assistants.
  let labelWeights: (student: Double, assistants: Double)
  let rounds: RoundSettings
  let context: CorpusContext

  /// The networks after a round, those of all songs.
  struct Round {
    let student: ViewNetwork
    /// By view, fine to coarse: the assistants that taught it.
    let assistants: [ViewNetwork]
  }

  /// What came of the loop.
  struct Outcome {
    /// The rounds that came to their end; round 0 is before the loop.
    var rounds: [Round]
    /// The round that is given.
    var kept = 0
    /// All phases of training, then teacher and student by round.
    var curves: [LearningCurve] = []
  }

  /// Runs the loop.
  ///
  /// - Parameters:
  ///   - targets: What the student learned from, for as long as the assistants stay as they are; what they and the
  ///     tables give if `nil`.
  ///   - count: Rounds at most; all of them, and the last is given, if `isExact`.
  /// - Throws: ``Failure`` if no song can tell the best round; what training throws.
  func run(
    student start: CrossFitted<ViewPredictor>, ensemble first: TeacherEnsemble, targets given: SongTargets?,
    rounds count: Int, isExact: Bool
  ) throws -> Outcome {
    let doesAll = isExact || rounds.keepsLast
    guard count == 0 || doesAll || !views[0].part(.validation).isEmpty else {
      throw Failure(
        "has no songs that tell whether a round made the student better",
        remedy: "give songs in the validation part of `source.split`, or set `keep: last`")
    }
    var (student, ensemble) = (start, first)
    var outcome = Outcome(rounds: [round(student, ensemble)])
    var best = (judgement: try judge(student.whole), round: 0)
    var lesson = try Lesson(of: ensemble, on: views, soft: soft, in: context)
    if let given {
      lesson.targets = given
    } else if rounds.feedback == .none, count > 0 {
      warn(emptiness(of: lesson), round: 1)
    }
    var history = (student: [best.judgement.point(round: 0)], teacher: [lesson.teacher.point(round: 0)])
    for number in stride(from: 1, through: count, by: 1) {
      if rounds.feedback != .none {
        let last = lesson
        let updates = try assistants(taughtBy: student, ensemble, round: number)
        outcome.curves += updates.map(\.curve)
        ensemble = TeacherEnsemble(assistants: updates.map(\.networks), tables: ensemble.tables)
        lesson = try Lesson(of: ensemble, on: views, soft: soft, in: context)
        history.teacher.append(lesson.teacher.point(round: number))
        if number == 1 || last.emptiness == nil { warn(emptiness(of: lesson), round: number) }
        let rise = lesson.rise(over: last, beyond: rounds.guardRise)
        warn(rise.map { $0 + (isExact ? Self.goesOn : Self.ends) }, round: number)
        if rise != nil, !isExact { break }
      }
      let update = try update(
        "round \(number), student", views[0], from: student, loss: soft.loss(labels: labelWeights.student),
        lesson.targets, round: number, withFolds: rounds.feedback == .student && number < count)
      outcome.curves.append(update.curve)
      student = update.networks
      outcome.rounds.append(round(student, ensemble))
      let judgement = try judge(student.whole)
      history.student.append(judgement.point(round: number))
      if settings.selection.prefers(judgement, to: best.judgement) { best = (judgement, number) }
      outcome.kept = doesAll ? number : best.round
      if number - best.round >= rounds.patience, !doesAll { break }
    }
    outcome.curves += [
      LearningCurve(name: LearningCurve.studentByRound, axis: .round, points: history.student, best: outcome.kept),
      LearningCurve(name: "teacher by round", axis: .round, points: history.teacher, best: nil),
    ]
    return outcome
  }

  /// The round that a loop gave, from its history.
  static func keptRound(in curves: [LearningCurve]) -> Int {
    curves.first { $0.name == LearningCurve.studentByRound }?.best ?? 0
  }

  private static let goesOn = "; the loop goes on, to have as many rounds as the one that it is compared with"
  private static let ends = "; the loop ends with what it had before"

  /// What is said of targets that are the labels over again; `nil` where the student learns from labels alone.
  private func emptiness(of lesson: Lesson) -> String? { labelWeights.student < 1 ? lesson.emptiness : nil }

  private func warn(_ sentence: String?, round: Int) {
    if let sentence { context.warn("round \(round): \(sentence)") }
  }

  private func round(_ student: CrossFitted<ViewPredictor>, _ ensemble: TeacherEnsemble) -> Round {
    Round(student: student.whole.network, assistants: ensemble.assistants.map(\.whole.network))
  }

  /// The assistants, each updated on labels and on what it is fed back.
  private func assistants(
    taughtBy student: CrossFitted<ViewPredictor>, _ ensemble: TeacherEnsemble, round: Int
  ) throws -> [Update] {
    let feedback = rounds.feedback == .labels ? nil : try feedback(of: student, ensemble)
    return try views.indices.map { view in
      try update(
        "round \(round), assistant \(views[view].view.seconds) s", views[view], from: ensemble.assistants[view],
        loss: feedback.map { _ in soft.loss(labels: labelWeights.assistants) }, feedback?[view], round: round,
        withFolds: true)
    }
  }

  /// By view: what the assistants learn from besides labels.
  private func feedback(of student: CrossFitted<ViewPredictor>, _ ensemble: TeacherEnsemble) throws -> [SongTargets] {
    var feedback = views.map { SongTargets(types: $0.types) }
    for (number, song) in views[0].songs.enumerated() {
      guard song.track.part == .training || song.track.part == .unlabelled else { continue }
      let rows =
        try rounds.feedback == .student
        ? SoftTargets.softened(logits: student.network(without: song.track).logits(of: song.rows), tau: soft.tau)
        : soft.softened(ensemble.prediction(on: views.map { $0.songs[number] }).mean)
      for view in views.indices { try feedback[view].add(views[view].view.averaged(rows), of: song.track) }
    }
    return feedback
  }

  private func judge(_ student: ViewPredictor) throws -> Judgement {
    var judgement = Judgement(types: views[0].types.count)
    for song in views[0].part(.validation) {
      guard let labels = song.labels else { continue }
      try judgement.add(student.probabilities(of: song.rows), labels: labels)
    }
    return judgement
  }

  /// Networks after a round's training.
  private struct Update {
    let networks: CrossFitted<ViewPredictor>
    /// How the network of all songs learned.
    let curve: LearningCurve
  }

  /// Trains networks on.
  ///
  /// - Parameters:
  ///   - loss: How soft targets count; only labels do if `nil`.
  ///   - withFolds: Whether what the folds' networks say is still asked for; else they stay as they are.
  private func update(
    _ phase: String, _ songs: ViewSongs, from start: CrossFitted<ViewPredictor>, loss: Distillation?,
    _ targets: SongTargets?, round: Int, withFolds: Bool
  ) throws -> Update {
    let training = NetworkTraining(
      songs: songs,
      training: rounds.update(settings.training(of: songs.view, in: songs.vocabulary), round: round),
      shape: start.whole.network.network.shape, context: context)
    let ratio = targets == nil ? 0 : soft.unlabelledRatio
    let whole = try training.train(
      phase, on: songs.part(.training), loss: loss, targets: targets, unlabelledRatio: ratio, from: start.whole.network)
    var networks = start
    networks.whole = ViewPredictor(whole.network, threads: context.threads)
    if withFolds {
      networks.folds = try training.trainFolds(
        phase, leavingOut: start.leftOut, loss: loss, targets: targets, unlabelledRatio: ratio,
        from: start.folds.map(\.network)
      ).map { ViewPredictor($0.network, threads: context.threads) }
    }
    return Update(networks: networks, curve: whole.curve)
  }
}

extension Selection {
  /// Whether a network is better than another by this measure; the later one, where none is.
  fileprivate func prefers(_ judgement: Judgement, to other: Judgement) -> Bool {
    switch self {
    case .error: judgement.error < other.error
    case .nll: judgement.negativeLogLikelihood < other.negativeLogLikelihood
    case .last: true
    }
  }
}
