/// The numbers that a report gives of each system, in the order of its table. The manual's table of them (Learning) is held
/// against this declaration by a test.
///
/// What is read first comes first: ASC is close to a count of shots, so it stands beside that count.
public enum Metric: String, Sendable, CaseIterable {
  /// The share of frames whose type is right.
  case accuracy
  /// The mean F1 of the types.
  case macroF1
  /// The mean of -log p(true type).
  case negativeLogLikelihood
  /// By how much the system's sureness and its right frames differ (ECE).
  case calibrationError
  /// F1 of cuts within half a second.
  case closeCutF1
  /// F1 of cuts within a second.
  case nearCutF1
  /// How far the film language is from the truth's.
  case bigramDivergence
  /// TSC-AC of the paper.
  case changeAgreement
  /// DST-AC of the paper.
  case meanDistance
  /// DS of the paper.
  case shotLength
  /// How many shots the system made.
  case shots
  /// ASC of the paper.
  case sequenceAccuracy

  /// What tables call it, without its unit.
  private var name: String {
    switch self {
    case .accuracy: "Accuracy"
    case .macroF1: "Macro-F1"
    case .negativeLogLikelihood: "NLL"
    case .calibrationError: "ECE"
    case .closeCutF1: "Cut F1 ±0.5 s"
    case .nearCutF1: "Cut F1 ±1 s"
    case .bigramDivergence: "Bigram JSD"
    case .changeAgreement: "TSC-AC"
    case .meanDistance: "DST-AC"
    case .shotLength: "DS"
    case .shots: "Shots"
    case .sequenceAccuracy: "ASC"
    }
  }

  /// What its numbers are in: those of tables, and in files the means, deviations, differences and margins alike.
  public var unit: String {
    switch self {
    case .accuracy, .macroF1, .calibrationError, .closeCutF1, .nearCutF1, .changeAgreement, .sequenceAccuracy: "%"
    case .negativeLogLikelihood: "nats"
    case .bigramDivergence: "bits"
    case .meanDistance: "steps"
    case .shotLength: "s"
    case .shots: "shots"
    }
  }

  /// By metric: its unit, as reports and comparisons have them for programs.
  public static var units: [String: String] {
    Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0.unit) })
  }

  /// The heading of the column, with the unit; a count says it already.
  public var heading: String { self == .shots ? name : "\(name) \(unit)" }

  /// What the number means, in a sentence.
  public var explanation: String {
    switch self {
    case .accuracy: "Share of one-second frames whose type is right. Higher is better."
    case .macroF1: "Mean F1 of the types that the truth or the system has. Higher is better."
    case .negativeLogLikelihood: "Mean of −log p(true type), for systems with probabilities. Lower is better."
    case .calibrationError:
      "Expected calibration error: by how much the share of right frames differs from the mean probability of the most "
        + "probable type, in fifteen bins of that probability. Lower is better."
    case .closeCutF1: "F1 of cuts, paired one to one within half a second. Higher is better."
    case .nearCutF1: "F1 of cuts, paired one to one within a second. Higher is better."
    case .bigramDivergence:
      "Jensen-Shannon divergence of the pairs of neighbouring shots from the truth's. Lower is better."
    case .changeAgreement:
      "Share of shot changes along the scale, in aligned stretches, that go the same way. Higher is better."
    case .meanDistance: "Mean difference of aligned shots on the scale of sizes. Lower is better."
    case .shotLength: "Shot duration by type, then the mean over types. Nearer to the truth is better."
    case .shots: "How many shots the system made in all scored songs. Nearer to the truth is better."
    case .sequenceAccuracy:
      "(N − D − S − I) / N of the aligned shot categories. It is close to a count of shots: read it beside that count and "
        + "the bigram draw, which hears no music."
    }
  }

  /// Decimals that are printed.
  public var decimals: Int {
    switch self {
    case .accuracy, .macroF1, .calibrationError, .closeCutF1, .nearCutF1, .changeAgreement, .sequenceAccuracy: 1
    case .negativeLogLikelihood, .bigramDivergence: 3
    case .meanDistance, .shotLength: 2
    case .shots: 0
    }
  }

  /// The number of a score, in the unit of the heading; `nil` if it is not defined.
  public func value(of score: Score) -> Double? {
    switch self {
    case .accuracy: score.frames.accuracy.map { 100 * $0 }
    case .macroF1: score.frames.macroF1.map { 100 * $0 }
    case .negativeLogLikelihood: score.frames.negativeLogLikelihood
    case .calibrationError: score.frames.calibration.error.map { 100 * $0 }
    case .closeCutF1: score.closeCuts.f1.map { 100 * $0 }
    case .nearCutF1: score.nearCuts.f1.map { 100 * $0 }
    case .bigramDivergence: score.bigramDivergence
    case .changeAgreement: score.sequence.changeAgreement
    case .meanDistance: score.sequence.meanDistance
    case .shotLength: score.lengths.mean
    case .shots: Double(score.lengths.shots.reduce(0, +))
    case .sequenceAccuracy: score.sequence.accuracy
    }
  }

  /// The number that the truth itself has, for those that depend on the shots alone.
  public func valueOfTruth(in score: Score) -> Double? {
    switch self {
    case .shotLength: score.referenceLengths.mean
    case .shots: Double(score.sequence.shots)
    default: nil
    }
  }

  /// How far a number is from the best that there could be, so that of two the lower is the better.
  ///
  /// - Parameter truth: What the truth itself has; without it, what is to be near to it is as good as any other.
  public func distanceFromBest(_ value: Double, truth: Double?) -> Double {
    switch self {
    case .accuracy, .macroF1, .closeCutF1, .nearCutF1, .changeAgreement, .sequenceAccuracy: -value
    case .negativeLogLikelihood, .calibrationError, .bigramDivergence, .meanDistance: value
    case .shotLength, .shots: truth.map { abs(value - $0) } ?? 0
    }
  }
}
