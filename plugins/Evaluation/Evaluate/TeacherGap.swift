import Learning
import StageKit

/// How much better a teacher is than the 1 s assistant, and what it and its student make of the songs that were learned from:
/// what there is to distil.
struct TeacherGap {
  /// Below this, in nats on the validation songs, a student has little to learn from the teacher.
  private static let worthwhile = 0.05
  /// Where the mean probability lies above the share of right seconds by this, NLL says more of that than of what is known.
  private static let farTooSure = 0.2
  /// Below this, in nats, nobody sees a difference: texts have three decimals.
  private static let visible = 0.0005

  private var teacher: SeenGap
  private var student: SeenGap
  private var baseline: Judgement

  /// Nothing compared yet.
  init(types: Int) {
    teacher = SeenGap(types: types)
    student = teacher
    baseline = Judgement(types: types)
  }

  /// Adds a song of the training or the validation part: what is wired of it.
  mutating func add(_ inputs: Artifacts, of part: TrackPart) throws {
    guard part == .training || part == .validation else { return }
    func rows(_ input: OptionalInput<Frames>) throws -> TypeRows? { try inputs[input].map { try TypeRows($0) } }
    let labels = try inputs[Evaluate.truth].types(by: .second)
    if let rows = try rows(Evaluate.teacher) { try teacher.add(rows, labels: labels, of: part) }
    if let rows = try rows(Evaluate.student) { try student.add(rows, labels: labels, of: part) }
    if part == .validation, let rows = try rows(Evaluate.baseline) { try baseline.add(rows, labels: labels) }
  }

  /// The rows of the report's table of songs learned from.
  var seen: [SeenSystem] {
    [("the teacher's soft targets", teacher), ("the student", student)].filter { $0.1.seen.frames > 0 }.map {
      SeenSystem(name: $0, gap: $1)
    }
  }

  /// The comparison in a sentence; none if nothing was compared.
  var notes: [String] {
    guard isCompared else { return [] }
    return [
      "Validation NLL: teacher \(Self.text(teacher.unseen.negativeLogLikelihood)), 1 s assistant "
        + "\(Self.text(baseline.negativeLogLikelihood)), difference \(Self.text(difference))."
    ]
  }

  /// What a reader must know before expecting a better student.
  var warnings: [String] {
    var warnings: [String] = []
    if isCompared, difference > -Self.worthwhile { warnings.append(difference > Self.visible ? worse : hardlyBetter) }
    if teacher.isFar {
      warnings.append(
        "The teacher is \(teacher.text): its soft targets of training songs are the labels over again. Set `folds` of the "
          + "assistants and wire the teacher's `held_out`, so that they come from networks that never saw the song.")
    }
    return warnings
  }

  private var hardlyBetter: String {
    let by =
      difference < -Self.visible
      ? "better than the 1 s assistant by only \(Self.text(-difference))" : "no better than the 1 s assistant"
    return
      "The teacher is \(by) in validation NLL: what is heard over 2 and 4 s adds hardly anything to what is heard in 1 s, "
      + "so there is little to distil: label more songs."
  }

  private var worse: String {
    let head = "The teacher is worse than the 1 s assistant by \(Self.text(difference)) in validation NLL"
    guard let accuracy = teacher.unseen.accuracy, let other = baseline.accuracy else { return head + "." }
    let shares = "(\(Self.percent(accuracy)) against \(Self.percent(other)) of validation seconds)"
    let confidence = teacher.unseen.confidence ?? accuracy
    let sure = "sure by \(Self.percent(confidence)) in the mean"
    let remedy = "Set its `temperature: fit`, or `targets: mean` if they are the fusion's."
    guard accuracy < other else {
      let often = accuracy > other ? "more often" : "as often"
      let much = confidence < accuracy ? "less sure than it is right" : "too sure of itself"
      return head + ", though it is right \(often) \(shares): it is \(much), \(sure). \(remedy)"
    }
    guard confidence - accuracy < Self.farTooSure else {
      return head + ", right less often \(shares), and far too sure of itself, \(sure). \(remedy)"
    }
    return head
      + ", and right less often \(shares): the assistants of 2 and 4 s know less than that of 1 s. It would teach "
      + "the student errors: leave it out, or label more songs."
  }

  private var isCompared: Bool { teacher.unseen.frames > 0 && baseline.frames > 0 }

  private var difference: Double { teacher.unseen.negativeLogLikelihood - baseline.negativeLogLikelihood }

  /// A number with three decimals at most, and a true minus sign as in the report's tables.
  private static func text(_ number: Double) -> String {
    "\((number * 1000).rounded() / 1000)".replacing("-", with: "−")
  }

  private static func percent(_ share: Double) -> String { "\(text((1000 * share).rounded() / 10)) %" }
}
