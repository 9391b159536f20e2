import Formats
import Learning
import StageKit

/// A comparison as one HTML page that needs nothing else.
struct ComparisonPage {
  let comparison: StudyComparison
  let title: String
  /// The level of the claims; `nil` where nothing was claimed.
  let alpha: Double?

  var markup: Markup {
    .page(
      title: title, policy: "default-src 'none'; style-src 'unsafe-inline'",
      style:
        "\n\(ReportStyle.text)\n.best { font-weight: 700; }\n.holds { color: #1a7f37; } .fails { color: #cf222e; }\n",
      body: [.tag("h1", text: title), .tag("p", ["class": "dim"], text: scope)]
        + comparison.notes.map { .tag("p", ["class": "warning"], text: $0) } + claims
        + [
          .tag("h2", text: "Systems"), .tag("p", text: "Mean ± deviation over seeds. Bold: the best mean of a column."),
          systems,
        ]
        + tests)
  }

  private var scope: String {
    "\(comparison.runs.count) \(comparison.runs.count == 1 ? "run" : "runs"), \(comparison.replicates.count) "
      + "\(comparison.replicates.count == 1 ? "seed" : "seeds"): \(comparison.replicates.joined(separator: "; "))."
  }

  private var systems: Markup {
    var rows = comparison.rows.enumerated().map { place, row in
      let isCopy = comparison.copies.original(of: place) != nil
      return Self.row(
        row.name, note: comparison.copies.note(of: place), attributes: isCopy ? Self.grey : [:]
      ) { metric in
        guard let spread = Spread(row.trainings(metric)) else { return .tag("td", text: "–") }
        let text =
          ReportNumber.text(spread.mean, metric.decimals)
          + (spread.deviation.map { " ± \(ReportNumber.text($0, metric.decimals))" } ?? "")
        return .tag("td", comparison.best(metric) == place ? ["class": "best"] : [:], text: text)
      }
    }
    rows.append(
      Self.row("Truth", attributes: ["class": "truth"]) { metric in
        .tag("td", text: comparison.truth(metric).map { ReportNumber.text($0, metric.decimals) } ?? "–")
      })
    return .wideTable(heads: ["System"] + Metric.allCases.map(\.heading), rows: rows)
  }

  private static func row(
    _ name: String, note: String? = nil, attributes: KeyValuePairs<String, String> = [:], _ cell: (Metric) -> Markup
  ) -> Markup {
    .tag("tr", attributes, [head(name, note: note)] + Metric.allCases.map(cell))
  }

  /// What a row is called, with a note below.
  private static func head(_ name: String, note: String?) -> Markup {
    .tag("th", ["scope": "row"], [.text(name)] + (note.map { [.tag("small", text: $0)] } ?? []))
  }

  /// A row that says nothing of its own.
  private static let grey: KeyValuePairs<String, String> = ["class": "copy"]
  private static let same = "both say the same"

  private var claims: [Markup] {
    guard let alpha else { return [] }
    let rows = comparison.answers.map { answer in
      let test = answer.test
      let pair = "\(answer.first) − \(answer.second)"
      return Markup.tag(
        "tr", answer.areSame ? Self.grey : [:],
        [
          Self.head(answer.claim.text, note: answer.areSame ? "\(pair): \(Self.same)" : pair),
          Self.verdict(answer.holds(alpha: alpha), isGrey: answer.areSame),
          .tag("td", text: test.map { Self.mean(of: $0, decimals: answer.claim.metric.decimals + 1) } ?? "–"),
          .tag("td", text: test.map { "\(answer.hits) of \($0.difference.count)" } ?? "–"),
          .tag("td", text: answer.probability.map(Self.probability) ?? "–"),
          .tag("td", text: answer.corrected.map(Self.probability) ?? "–"),
        ])
    }
    return [
      .tag("h2", text: "What was claimed before the first run"),
      .tag(
        "p",
        text:
          "Nothing else is tested. p: two-sided, by flipping the signs of the differences; then Holm’s correction among "
          + "the claims that are judged by it, at \(alpha)."),
      .wideTable(heads: ["Claim", "Verdict", "Mean ± error", "As claimed in", "p", "p (Holm)"], rows: rows),
    ]
  }

  private static func verdict(_ holds: Bool?, isGrey: Bool) -> Markup {
    guard let holds else { return .tag("td", text: "not measured") }
    return .tag("td", isGrey ? [:] : ["class": holds ? "holds" : "fails"], text: holds ? "holds" : "does not hold")
  }

  private var tests: [Markup] {
    guard !comparison.lines.isEmpty else { return [] }
    return [
      .tag("h2", text: "Differences"),
      .tag(
        "p",
        text:
          "Mean ± standard error. Over seeds: how another training would come out. Over songs, each with its mean over "
          + "seeds: how other songs would. p: two-sided, by flipping the signs of the differences; behind it Holm’s correction "
          + "among all lines of the metric. Nobody wrote down before the runs what is tested: take it as a lead."),
    ]
      + StudyComparison.testedMetrics.flatMap { metric -> [Markup] in
        let lines = comparison.lines.filter { $0.metric == metric }
        guard !lines.isEmpty else { return [] }
        let rows = lines.map { line in
          let (first, second) = (comparison.rows[line.pair.first], comparison.rows[line.pair.second])
          let areSame = first.isSame(as: second)
          return Markup.tag(
            "tr", areSame ? Self.grey : [:],
            [Self.head("\(first.name) − \(second.name)", note: areSame ? Self.same : nil)]
              + PairedTest.Unit.allCases.flatMap { unit -> [Markup] in
                guard let test = line.tests[unit] else {
                  return [.tag("td", text: "–"), .tag("td", text: "–"), .tag("td", text: "–")]
                }
                let corrected = line.corrected[unit].map { " (\(Self.probability($0)))" } ?? ""
                return [
                  .tag("td", text: Self.mean(of: test, decimals: metric.decimals + 1)),
                  .tag("td", text: "\(test.difference.higher) of \(test.difference.count)"),
                  .tag("td", text: Self.probability(test.probability) + corrected),
                ]
              })
        }
        let heads = PairedTest.Unit.allCases.flatMap { ["Over \($0.rawValue)", "Higher in", "p (Holm)"] }
        return [.tag("h3", text: metric.heading), .wideTable(heads: ["Rows"] + heads, rows: rows)]
      }
  }

  private static func mean(of test: PairedTest, decimals: Int) -> String {
    ReportNumber.signed(test.difference.mean, decimals)
      + (test.difference.standardError.map { " ± \(ReportNumber.text($0, decimals))" } ?? "")
  }

  private static func probability(_ value: Double) -> String {
    value < 0.001 ? "< 0.001" : ReportNumber.text(value, 3)
  }
}
