import Learning
import Networks
import StageKit

/// Algorithm 1 of the paper from its fifth line on: the student teaches the assistants, they make a new teacher, and it
/// teaches the student.
///
/// Read as printed, the loop would end after its first round, since the test for a better student follows the assignment;
/// here the best student is told apart from the latest.
struct InteractiveLoop {
  /// By view, fine to coarse: the songs. The student reads the first view.
  let views: [ViewSongs]
  let settings: NetworkSettings
  let soft: SoftSettings
  /// The weights of labels in the losses of the student and of the assistants.
  let labelWeights: (student: Double, assistants: Double)
  let rounds: RoundSettings
  let context: CorpusContext

  /// What came of the loop.
  struct Outcome {
    /// The student of the best round; round 0 is before the loop.
    var student: ViewPredictor
    /// The assistants that taught it, with the teacher's tables.
    var ensemble: TeacherEnsemble
    /// All phases of training, then teacher and student by round.
    var curves: [LearningCurve] = []
  }

  /// Runs the loop.
  ///
  /// - Parameters:
  ///   - targets: What the student learned from, for as long as the assistants stay as they are; what they and the
  ///     tables give if `nil`.
  ///   - count: Rounds at most; all of them if `isExact`.
  /// - Throws: ``Failure`` if no song can tell the best round; what training throws.
  func run(
    student start: ViewNetwork, ensemble first: TeacherEnsemble, targets given: SongTargets?, rounds count: Int,
    isExact: Bool
  ) throws -> Outcome {
    guard count == 0 || !views[0].part(.validation).isEmpty else {
      throw Failure(
        "has no songs that tell whether a round made the student better",
        remedy: "give songs in the validation part of `source.split`")
    }
    var (student, ensemble) = (predictor(start), first)
    var best = Outcome(student: student, ensemble: ensemble)
    let judged = try judge(student)
    var bestValue = judged.value(by: settings.selection)
    var (targets, teacher) = try lesson(of: ensemble)
    targets = given ?? targets
    var history = (student: [judged.point(round: 0)], teacher: [teacher.point(round: 0)], best: 0)
    for round in stride(from: 1, through: count, by: 1) {
      if rounds.feedback != .none {
        let updates = try assistants(taughtBy: student, ensemble, round: round)
        best.curves += updates.map(\.curve)
        ensemble = TeacherEnsemble(assistants: updates.map { predictor($0.network) }, tables: ensemble.tables)
        let last = teacher.negativeLogLikelihood
        (targets, teacher) = try lesson(of: ensemble)
        history.teacher.append(teacher.point(round: round))
        if last > 0, teacher.negativeLogLikelihood > last * (1 + rounds.guardRise) {
          context.warn(Self.guardSentence(round, from: last, to: teacher.negativeLogLikelihood, isExact: isExact))
          if !isExact { break }
        }
      }
      let update = try train("round \(round), student", views[0], from: student, targets, labelWeights.student, round)
      best.curves.append(update.curve)
      student = predictor(update.network)
      let judged = try judge(student)
      history.student.append(judged.point(round: round))
      let value = judged.value(by: settings.selection)
      if value < bestValue {
        (best.student, best.ensemble, bestValue, history.best) = (student, ensemble, value, round)
      }
      if round - history.best >= rounds.patience, !isExact { break }
    }
    best.curves += [
      LearningCurve(name: Self.studentByRound, axis: .round, points: history.student, best: history.best),
      LearningCurve(name: "teacher by round", axis: .round, points: history.teacher, best: nil),
    ]
    return best
  }

  /// How many rounds the student of a loop was trained in, from its history.
  static func rounds(in curves: [LearningCurve]) -> Int {
    (curves.first { $0.name == studentByRound }?.points.count ?? 1) - 1
  }

  private static let studentByRound = "student by round"

  private static func guardSentence(_ round: Int, from last: Double, to now: Double, isExact: Bool) -> String {
    func text(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }
    let outcome =
      isExact
      ? "and the loop goes on, to have as many rounds as the one that it is compared with"
      : "so the loop ends with what it had before"
    return "round \(round): the teacher's validation NLL rose from \(text(last)) to \(text(now)), \(outcome); "
      + "soft targets from the fusion with soft_scale tau2 do this, the mean does not"
  }

  private func predictor(_ network: ViewNetwork) -> ViewPredictor { ViewPredictor(network, threads: context.threads) }

  /// The assistants, each updated on labels and on what it is fed back.
  private func assistants(
    taughtBy student: ViewPredictor, _ ensemble: TeacherEnsemble, round: Int
  ) throws -> [NetworkTraining.Outcome] {
    var feedback = views.map { SongTargets(types: $0.types) }
    for number in views[0].songs.indices {
      let song = views[0].songs[number]
      guard song.track.part == .training || song.track.part == .unlabelled else { continue }
      let rows =
        try rounds.feedback == .student
        ? SoftTargets.softened(logits: student.logits(of: song.rows), tau: soft.tau)
        : soft.softened(prediction(number, of: ensemble).mean)
      for view in views.indices { try feedback[view].add(views[view].view.averaged(rows), of: song.track) }
    }
    return try views.indices.map { number in
      try train(
        "round \(round), assistant \(views[number].view.seconds) s", views[number], from: ensemble.assistants[number],
        feedback[number], labelWeights.assistants, round)
    }
  }

  /// What the teacher gives the student to learn from, and how good the teacher is on the validation songs.
  private func lesson(of ensemble: TeacherEnsemble) throws -> (targets: SongTargets, teacher: Judgement) {
    var targets = SongTargets(types: views[0].types)
    var judgement = Judgement(types: views[0].types.count)
    for (number, song) in views[0].songs.enumerated() {
      try context.checkCancellation()
      let probabilities = try prediction(number, of: ensemble).targets
      if song.track.part == .validation, let labels = song.labels {
        try judgement.add(probabilities, labels: labels)
      } else {
        try targets.add(soft.softened(probabilities), of: song.track)
      }
    }
    return (targets, judgement)
  }

  private func prediction(_ number: Int, of ensemble: TeacherEnsemble) throws -> TeacherPrediction {
    try ensemble.prediction(on: views.map { $0.songs[number] })
  }

  private func judge(_ student: ViewPredictor) throws -> Judgement {
    var judgement = Judgement(types: views[0].types.count)
    for song in views[0].part(.validation) {
      guard let labels = song.labels else { continue }
      try judgement.add(student.probabilities(of: song.rows), labels: labels)
    }
    return judgement
  }

  private func train(
    _ phase: String, _ songs: ViewSongs, from start: ViewPredictor, _ targets: SongTargets, _ labelWeight: Double,
    _ round: Int
  ) throws -> NetworkTraining.Outcome {
    let training = rounds.update(settings.training(of: songs.view), round: round)
    return try NetworkTraining(
      songs: songs, training: training, shape: start.network.network.shape, context: context
    ).train(
      phase, on: songs.part(.training), loss: soft.loss(labels: labelWeight), targets: targets,
      unlabelledRatio: soft.unlabelledRatio, from: start.network)
  }
}

extension Judgement {
  /// The measure that selects; lower is better.
  fileprivate func value(by selection: Selection) -> Double { selection == .error ? error : negativeLogLikelihood }
}
