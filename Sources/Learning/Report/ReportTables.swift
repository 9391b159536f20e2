/// The tables of a report's page.
struct ReportTables {
  /// What the page compares systems in; the JSON has all metrics.
  private static let compared: [Metric] = [.accuracy, .macroF1, .negativeLogLikelihood, .nearCutF1]

  private let report: LearningReport

  init(_ report: LearningReport) {
    self.report = report
  }

  /// All systems and all metrics, over all songs.
  var systems: String { ScoreTable(rows: report.systems.map { ($0.name, $0.pooled) }).text }

  /// What the columns mean.
  var legend: String {
    let terms = Metric.allCases.map {
      "<dt>\(Markup.escaped($0.heading))</dt><dd>\(Markup.escaped($0.explanation))</dd>"
    }
    let systems = report.systems.map { "<dt>\(Markup.escaped($0.name))</dt><dd>\(Markup.escaped($0.doc))</dd>" }
    return "<details><summary>What the rows and columns mean</summary><dl>\((systems + terms).joined(separator: "\n"))"
      + "</dl></details>"
  }

  /// The paired differences; empty if nothing is compared.
  var comparisons: String {
    guard !report.comparisons.isEmpty else { return "" }
    let headings = Self.compared.map { "<th scope=\"col\">\(Markup.escaped($0.heading))</th>" }
    let rows = report.comparisons.map { comparison in
      let cells = Self.compared.map { Self.cell(comparison.difference(in: $0), decimals: $0.decimals + 1) }
      let name = "\(Markup.escaped(comparison.first.name)) − \(Markup.escaped(comparison.second.name))"
      return "<tr><th scope=\"row\">\(name)</th>\(cells.joined())</tr>"
    }
    return "<h2>Differences, song by song</h2>\n<p>Mean difference ± standard error over the songs, each song counting "
      + "alike. The error tells how songs differ, not how another training would: for that, train with other seeds.</p>\n"
      + "<div class=\"wide\"><table><thead><tr><th scope=\"col\">Systems</th>\(headings.joined())</tr></thead>\n"
      + "<tbody>\(rows.joined(separator: "\n"))</tbody></table></div>"
  }

  /// Each system's confusion matrix: rows are the truth, shares of each row in percent.
  var confusions: String {
    let types = report.vocabulary.types
    let tables = report.systems.map { Self.confusion(of: $0.pooled.frames, types: types, name: $0.name) }
    guard !tables.isEmpty else { return "" }
    return "<h2>Confusion</h2>\n<p>Rows: the true type. Columns: the system’s type. Percent of the row’s frames.</p>"
      + "\n<div class=\"grid\">\(tables.joined(separator: "\n"))</div>"
  }

  private static func confusion(of score: FrameScore, types: [String], name: String) -> String {
    let headings = types.map { "<th scope=\"col\">\(Markup.escaped($0))</th>" }.joined()
    let rows = types.enumerated().map { row, type in
      let counts = score.confusion[row * score.types..<(row + 1) * score.types]
      let sum = counts.reduce(0, +)
      let cells = counts.map { count -> String in
        guard sum > 0 else { return "<td></td>" }
        let share = Double(count) / Double(sum)
        return "<td style=\"--share:\(Markup.percent(share))%\">\(Markup.percent(share))</td>"
      }
      return "<tr><th scope=\"row\">\(Markup.escaped(type))</th>\(cells.joined())</tr>"
    }
    return "<figure><figcaption>\(Markup.escaped(name))</figcaption><table class=\"confusion\"><thead><tr><td></td>"
      + "\(headings)</tr></thead><tbody>\(rows.joined())</tbody></table></figure>"
  }

  private static func cell(_ difference: PairedDifference?, decimals: Int) -> String {
    guard let difference else { return "<td>–</td>" }
    let error = difference.standardError.map { " ± \(Markup.number($0, decimals))" } ?? ""
    return "<td>\(Markup.signed(difference.mean, decimals))\(error)"
      + "<small>higher in \(difference.higher) of \(difference.count)</small></td>"
  }
}
