import Learning
import StageKit

extension StudyComparison {
  /// The rows with what is read first of them, for a terminal: mean and deviation over seeds.
  public var table: [[String]] {
    [["system"] + Self.testedMetrics.map(\.heading)]
      + rows.map { row in
        [row.name]
          + Self.testedMetrics.map { metric in
            guard let spread = Spread(row.trainings(metric)) else { return "-" }
            return spread.mean.fixed(metric.decimals)
              + (spread.deviation.map { " ± \($0.fixed(metric.decimals))" } ?? "")
          }
      }
  }

  /// A line for each claim.
  public func answerTexts(_ claims: Claims?) -> [String] {
    guard let claims else { return [] }
    return answers.map { answer in
      guard let test = answer.test, let holds = answer.holds(alpha: claims.alpha) else {
        return "not measured: \(answer.claim.text) (nothing to pair)"
      }
      let verdict = holds ? "holds" : "DOES NOT HOLD"
      let decimals = answer.claim.metric.decimals + 1
      return
        "\(verdict): \(answer.claim.text): \(answer.first) - \(answer.second): \(test.difference.mean.fixed(decimals)), "
        + "as claimed in \(answer.hits) of \(test.difference.count)"
        + (answer.corrected.map { ", p \($0.fixed(4)) (Holm)" } ?? "")
        + (answer.areSame ? "; both say the same" : "")
    }
  }
}
