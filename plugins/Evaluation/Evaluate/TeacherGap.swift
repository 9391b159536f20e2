import Learning
import StageKit

/// How much better a teacher is than the 1 s assistant: what there is to distil.
struct TeacherGap {
  /// Below this, in nats on the validation songs, a student has little to learn from the teacher.
  private static let worthwhile = 0.05

  private var teacher: Judgement
  private var baseline: Judgement
  private var songs = 0

  /// Nothing compared yet.
  init(types: Int) {
    teacher = Judgement(types: types)
    baseline = teacher
  }

  /// Adds a validation song, if both are wired.
  mutating func add(_ inputs: Artifacts) throws {
    guard let teacher = inputs[Evaluate.teacher], let baseline = inputs[Evaluate.baseline] else { return }
    let labels = try inputs[Evaluate.truth].types(by: .second)
    try self.teacher.add(try TypeRows(teacher), labels: labels)
    try self.baseline.add(try TypeRows(baseline), labels: labels)
    songs += 1
  }

  /// The comparison in a sentence; none if nothing was compared.
  var notes: [String] {
    guard songs > 0 else { return [] }
    return [
      "Validation NLL: teacher \(Self.text(teacher.negativeLogLikelihood)), 1 s assistant "
        + "\(Self.text(baseline.negativeLogLikelihood)), difference \(Self.text(difference))."
    ]
  }

  /// What a reader must know before expecting a better student.
  var warnings: [String] {
    guard songs > 0, difference > -Self.worthwhile else { return [] }
    return ["The teacher is hardly better than the 1 s assistant, so there is little to distil: label more songs."]
  }

  private var difference: Double { teacher.negativeLogLikelihood - baseline.negativeLogLikelihood }

  /// A number with three decimals at most, and a true minus sign as in the report's tables.
  private static func text(_ number: Double) -> String {
    "\((number * 1000).rounded() / 1000)".replacing("-", with: "−")
  }
}
