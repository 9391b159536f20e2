import Formats

/// The tables of a report's page.
struct ReportTables {
  /// What the page compares systems in; the JSON has all metrics.
  private static let compared: [Metric] = [.accuracy, .macroF1, .negativeLogLikelihood, .nearCutF1]

  private let report: LearningReport

  init(_ report: LearningReport) {
    self.report = report
  }

  /// All systems and all metrics, over all songs.
  var systems: Markup {
    ScoreTable(rows: zip(report.systems, report.originals).map { ($0.name, $0.pooled, $1) }).markup
  }

  /// What the columns mean.
  var legend: Markup {
    let terms = report.systems.map { ($0.name, $0.doc) } + Metric.allCases.map { ($0.heading, $0.explanation) }
    return .tag(
      "details", [:],
      [
        .tag("summary", text: "What the rows and columns mean"),
        .tag("dl", [:], terms.flatMap { [Markup.tag("dt", text: $0), .tag("dd", text: $1)] }),
      ])
  }

  /// The paired differences; empty if nothing is compared.
  var comparisons: [Markup] {
    guard !report.comparisons.isEmpty else { return [] }
    let rows = report.comparisons.map { comparison in
      let cells = Self.compared.map { Self.cell(comparison.difference(in: $0), decimals: $0.decimals + 1) }
      let name = "\(comparison.first.name) − \(comparison.second.name)"
      let isCopy = comparison.first.songs == comparison.second.songs
      let head = [Markup.text(name)] + (isCopy ? [.tag("small", text: "both say the same")] : [])
      return Markup.tag(
        "tr", isCopy ? ["class": "copy"] : [:], [.tag("th", ["scope": "row"], head)] + cells)
    }
    return [
      .tag("h2", text: "Differences, song by song"),
      .tag(
        "p",
        text: "Mean difference ± standard error over the songs, each song counting alike. The error tells how songs "
          + "differ, not how another training would: for that, train with other seeds."),
      .wideTable(heads: ["Systems"] + Self.compared.map(\.heading), rows: rows),
    ]
  }

  /// How right and how sure systems are on songs learned from, beside others; empty if nothing is known of that.
  var seen: [Markup] {
    guard !report.seen.isEmpty else { return [] }
    func cell(_ share: Double?) -> Markup { .tag("td", text: share.map { ReportNumber.text(100 * $0, 1) } ?? "–") }
    let rows = report.seen.map { system in
      let cells = [system.gap.seen, system.gap.unseen].flatMap { [cell($0.accuracy), cell($0.confidence)] }
      return Markup.tag("tr", [:], [.tag("th", ["scope": "row"], text: system.name)] + cells)
    }
    return [
      .tag("h2", text: "On songs learned from"),
      .tag(
        "p",
        text:
          "The share of right seconds, and the mean probability of the most probable type. Soft targets that are right "
          + "on nearly all training songs, and on far fewer validation songs, say little that the labels do not say."),
      .wideTable(
        heads: ["System", "Training: right %", "sure %", "Validation: right %", "sure %"], rows: rows),
    ]
  }

  /// Each system's confusion matrix: rows are the truth, shares of each row in percent.
  var confusions: [Markup] {
    guard !report.systems.isEmpty else { return [] }
    let types = report.vocabulary.types
    return [
      .tag("h2", text: "Confusion"),
      .tag("p", text: "Rows: the true type. Columns: the system’s type. Percent of the row’s frames."),
      .tag(
        "div", ["class": "grid"],
        report.systems.map { Self.confusion(of: $0.pooled.frames, types: types, name: $0.name) }),
    ]
  }

  private static func confusion(of score: FrameScore, types: [String], name: String) -> Markup {
    let heads = types.map { Markup.tag("th", ["scope": "col"], text: $0) }
    let rows = types.enumerated().map { row, type in
      let counts = score.confusion[row * score.types..<(row + 1) * score.types]
      let sum = counts.reduce(0, +)
      let cells = counts.map { count -> Markup in
        guard sum > 0 else { return .tag("td") }
        let share = ReportNumber.percent(Double(count) / Double(sum))
        return .tag("td", ["style": "--share:\(share)%"], text: share)
      }
      return Markup.tag("tr", [:], [.tag("th", ["scope": "row"], text: type)] + cells)
    }
    return .tag(
      "figure", [:],
      [
        .tag("figcaption", text: name),
        .tag(
          "table", ["class": "confusion"],
          [.tag("thead", [:], [.tag("tr", [:], [.tag("td")] + heads)]), .tag("tbody", [:], rows)]),
      ])
  }

  private static func cell(_ difference: PairedDifference?, decimals: Int) -> Markup {
    guard let difference else { return .tag("td", text: "–") }
    let error = difference.standardError.map { " ± \(ReportNumber.text($0, decimals))" } ?? ""
    return .tag(
      "td", [:],
      [
        .text(ReportNumber.signed(difference.mean, decimals) + error),
        .tag("small", text: "higher in \(difference.higher) of \(difference.count)"),
      ])
  }
}
