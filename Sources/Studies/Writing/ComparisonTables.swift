import Formats
import Learning
import StageKit

/// A comparison as tables for other programs: CSV of all numbers, and LaTeX for a paper.
struct ComparisonTables {
  let comparison: StudyComparison

  /// A line for each row and metric: mean, deviation (n - 1) and each replicate's number.
  var numbers: String {
    let head = CSV.head(
      ["system", "variant", "metric", "unit", "n", "mean", "deviation", "best", "same_as"]
        + comparison.replicates.map { "seed \($0)" })
    var lines = ""
    for (place, row) in comparison.rows.enumerated() {
      for metric in Metric.allCases {
        let numbers = row.numbers(metric)
        guard let spread = Spread(row.trainings(metric)) else { continue }
        lines += CSV.line(
          [CSV.field(row.system), CSV.field(row.variant), metric.rawValue, metric.unit]
            + ["\(spread.count)", "\(spread.mean)", spread.deviation.map { "\($0)" } ?? ""]
            + [comparison.best(metric) == place ? "1" : "0"]
            + [CSV.field(comparison.copies.original(of: place)?.name ?? "")]
            + comparison.replicates.indices.map { numbers[$0].map { "\($0)" } ?? "" })
      }
    }
    return head + lines
  }

  /// A line for each test.
  var tests: String {
    var text = CSV.head(
      ["first", "second", "metric", "unit", "over", "n", "mean", "standard_error", "higher", "lower", "equal", "p"]
        + ["p_holm"])
    for line in comparison.lines {
      for unit in PairedTest.Unit.allCases {
        guard let test = line.tests[unit] else { continue }
        let difference = test.difference
        text += CSV.line(
          [CSV.field(comparison.rows[line.pair.first].name), CSV.field(comparison.rows[line.pair.second].name)]
            + [line.metric.rawValue, line.metric.unit, unit.rawValue, "\(difference.count)", "\(difference.mean)"]
            + [difference.standardError.map { "\($0)" } ?? "", "\(difference.higher)", "\(difference.lower)"]
            + ["\(difference.equal)", "\(test.probability)", line.corrected[unit].map { "\($0)" } ?? ""])
      }
    }
    return text
  }

  /// A line for each claim in each arm that it is of, whatever it is judged by; a probability stands only where that judges,
  /// and whether it holds only where something was measured.
  ///
  /// - Parameter alpha: The level of the claims that are judged by theirs.
  func claims(alpha: Double) -> String {
    var text = CSV.head(
      ["first", "second", "metric", "unit", "over", "expect", "by", "judged_by", "n", "mean", "standard_error"]
        + ["as_claimed", "equal", "p", "p_holm", "holds"])
    for answer in comparison.answers {
      let (claim, difference) = (answer.claim, answer.test?.difference)
      text += CSV.line(
        [CSV.field(answer.first), CSV.field(answer.second), claim.metric.rawValue, claim.metric.unit]
          + [claim.unit.rawValue, claim.expectation.rawValue, "\(claim.margin)", claim.judge.text]
          + ["\(difference?.count ?? 0)", difference.map { "\($0.mean)" } ?? ""]
          + [difference?.standardError.map { "\($0)" } ?? "", "\(answer.hits)", difference.map { "\($0.equal)" } ?? ""]
          + [answer.probability.map { "\($0)" } ?? "", answer.corrected.map { "\($0)" } ?? ""]
          + [answer.holds(alpha: alpha).map { $0 ? "1" : "0" } ?? ""])
    }
    return text
  }

  /// The table of a paper, with booktabs: rows by metrics, mean and deviation, the best bold.
  var latex: String {
    let metrics = Metric.allCases
    let head = (["System"] + metrics.map { Self.latex($0.heading) }).joined(separator: " & ")
    let lines = comparison.rows.enumerated().map { place, row in
      let cells = metrics.map { metric -> String in
        guard let spread = Spread(row.trainings(metric)) else { return "--" }
        let mean = spread.mean.latex(metric.decimals)
        let isBest = comparison.best(metric) == place
        let deviation = spread.deviation.map { " \\pm \($0.latex(metric.decimals))" } ?? ""
        return "$\(isBest ? "\\mathbf{\(mean)}" : mean)\(deviation)$"
      }
      return "\(([Self.latex(row.name)] + cells).joined(separator: " & ")) \\\\\n"
    }.joined()
    return """
      % Mean and standard deviation over \(comparison.replicates.count) seeds; needs booktabs.
      \\begin{tabular}{l\(String(repeating: "r", count: metrics.count))}
      \\toprule
      \(head) \\\\
      \\midrule
      \(lines)\\bottomrule
      \\end{tabular}

      """
  }

  /// Text that LaTeX prints as it is.
  private static func latex(_ text: String) -> String {
    text.reduce(into: "") { text, character in
      switch character {
      case "\\": text += "\\textbackslash{}"
      case "~": text += "\\textasciitilde{}"
      case "^": text += "\\textasciicircum{}"
      case "±": text += "$\\pm$"
      case "−": text += "$-$"
      case "–": text += "--"
      case "&", "%", "$", "#", "_", "{", "}": text += "\\\(character)"
      default: text.append(character)
      }
    }
  }
}

/// Numbers of replicates in short.
struct Spread {
  let count: Int
  let mean: Double
  /// The sample's (n - 1); `nil` of one number.
  let deviation: Double?

  /// - Returns: `nil` of no numbers.
  init?(_ numbers: [Double]) {
    guard let difference = PairedDifference(numbers) else { return nil }
    count = difference.count
    mean = difference.mean
    deviation = difference.standardError.map { $0 * Double(difference.count).squareRoot() }
  }
}

extension Double {
  /// With a fixed count of decimals, and a sign that LaTeX's mathematics take.
  fileprivate func latex(_ decimals: Int) -> String {
    ReportNumber.text(self, decimals).replacing("−", with: "-").replacing("∞", with: "\\infty").replacing(
      "–", with: "--")
  }
}
