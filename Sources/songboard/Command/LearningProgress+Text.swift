import StageKit

extension LearningProgress {
  /// How far a stage is, in a line: `hrnn: epoch 12 of 60, loss 1.52, validation error 0.47, 1:20 left`.
  func text(of stage: String) -> String {
    var parts = phase.isEmpty ? [] : [phase]
    parts += ["epoch \(epoch) of \(epochs)", "loss \(Self.hundredths(loss))"]
    if let validationError { parts.append("validation error \(Self.hundredths(validationError))") }
    parts.append("\(ClockTime.text(left: secondsLeft)) left")
    return "\(stage): \(parts.joined(separator: ", "))"
  }

  private static func hundredths(_ number: Double) -> String {
    guard abs(number) < 1e9 else { return "\(number)" }
    let count = Int((100 * abs(number)).rounded())
    return "\(number < 0 && count > 0 ? "-" : "")\(count / 100).\((count % 100).padded(to: 2))"
  }
}
