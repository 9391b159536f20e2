import Learning
import StageKit

/// What a teacher gives the student to learn from in a round.
struct Lesson {
  /// Softened probabilities of the songs that are learned from.
  var targets: SongTargets
  /// How right and how sure the teacher is there, beside the validation songs.
  private var judged: SeenGap
  private let isCrossFitted: Bool
  /// What its soft targets are.
  private let rule: TargetRule

  /// What an ensemble says of songs: of a training song by networks that never learned from it, if there are folds.
  ///
  /// - Parameter views: By view, fine to coarse: the songs.
  /// - Throws: ``Failure`` if a view does not fit; `CancellationError`.
  init(of ensemble: TeacherEnsemble, on views: [ViewSongs], soft: SoftSettings, in context: CorpusContext) throws {
    targets = SongTargets(types: views[0].types)
    judged = SeenGap(types: views[0].types.count)
    rule = ensemble.tables.targetRule
    isCrossFitted = ensemble.assistants.contains { !$0.folds.isEmpty }
    for (number, song) in views[0].songs.enumerated() {
      try context.checkCancellation()
      let probabilities = try ensemble.prediction(on: views.map { $0.songs[number] }).targets
      if let labels = song.labels { try judged.add(probabilities, labels: labels, of: song.track.part) }
      if song.track.part != .validation { try targets.add(soft.softened(probabilities), of: song.track) }
    }
  }

  /// The teacher on the validation songs.
  var teacher: Judgement { judged.unseen }

  /// What is said of targets that are the labels over again; `nil` of others.
  var emptiness: String? {
    guard judged.isFar else { return nil }
    let way =
      isCrossFitted
      ? "what networks of different folds taught each other has come back to the songs that they leave out; take fewer rounds"
      : "set `folds: 3` of the assistants and `folds: true` here, and wire `assistant_folds` and `student_folds`, so that "
        + "networks that never saw a song give its targets"
    return "the teacher is \(judged.text): its targets say of these little that labels do not; \(way)"
  }

  /// What is said of a teacher whose NLL has risen over that of the round before by more than a share; `nil` of others.
  func rise(over last: Lesson, beyond share: Double) -> String? {
    let (before, now) = (last.teacher.negativeLogLikelihood, teacher.negativeLogLikelihood)
    guard before > 0, now > before * (1 + share) else { return nil }
    func text(_ number: Double) -> String { "\((number * 1000).rounded() / 1000)" }
    let isLessRight = teacher.error > last.teacher.error
    let cause =
      switch rule {
      case .fusion:
        "the fusion grows surer each round by its own targets, most of all with soft_scale tau2; take `targets: mean`"
      case .mean:
        (isLessRight ? "it is right less often" : "it is right no less often, and its probabilities fit worse")
          + "; take fewer `update_epochs`, or a lower `learning_rate`"
      }
    return "the teacher's validation NLL rose from \(text(before)) to \(text(now)): \(cause)"
  }
}
