/// The tables of a report's page.
struct ReportTables {
  private let report: LearningReport

  init(_ report: LearningReport) {
    self.report = report
  }

  /// All systems and all metrics, with the truth as the last row.
  var systems: String {
    let headings = Metric.allCases.map {
      "<th scope=\"col\" title=\"\(Markup.escaped($0.explanation))\">\(Markup.escaped($0.heading))</th>"
    }
    var rows = report.systems.map { system in
      let cells = Metric.allCases.map { Self.cell(system.summary(of: $0), decimals: $0.decimals) }
      return "<tr><th scope=\"row\" title=\"\(Markup.escaped(system.doc))\">\(Markup.escaped(system.name))</th>"
        + cells.joined() + "</tr>"
    }
    if let scores = report.systems.first?.scores, !scores.isEmpty {
      let cells = Metric.allCases.map { metric in
        Self.cell(SeedSummary(scores.compactMap { metric.valueOfTruth(in: $0) }), decimals: metric.decimals)
      }
      rows.append("<tr class=\"truth\"><th scope=\"row\">Truth</th>\(cells.joined())</tr>")
    }
    return "<div class=\"wide\"><table><thead><tr><th scope=\"col\">System</th>\(headings.joined())</tr></thead>\n"
      + "<tbody>\(rows.joined(separator: "\n"))</tbody></table></div>"
  }

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
    let metrics = SystemComparison.metrics
    let headings = metrics.map { "<th scope=\"col\">\(Markup.escaped($0.heading))</th>" }
    let rows = report.comparisons.map { comparison in
      let cells = metrics.map { metric -> String in
        guard let difference = comparison.difference(in: metric) else { return "<td>–</td>" }
        let error = difference.summary.standardError.map { " ± \(Markup.number($0, metric.decimals + 1))" } ?? ""
        return "<td>\(Markup.signed(difference.summary.mean, metric.decimals + 1))\(error)"
          + "<small>higher in \(difference.higher) of \(difference.summary.count)</small></td>"
      }
      let name = "\(Markup.escaped(comparison.first.name)) − \(Markup.escaped(comparison.second.name))"
      return "<tr><th scope=\"row\">\(name)</th>\(cells.joined())</tr>"
    }
    return "<h2>Differences, seed by seed</h2>\n<p>Mean difference ± standard error over paired seeds.</p>\n"
      + "<div class=\"wide\"><table><thead><tr><th scope=\"col\">Systems</th>\(headings.joined())</tr></thead>\n"
      + "<tbody>\(rows.joined(separator: "\n"))</tbody></table></div>"
  }

  /// Each system's confusion matrix: rows are the truth, shares of each row in percent.
  var confusions: String {
    let types = report.vocabulary.types
    let tables = report.systems.compactMap { system in
      system.confusion.map { Self.confusion(of: $0, types: types, name: system.name) }
    }
    guard !tables.isEmpty else { return "" }
    return "<h2>Confusion</h2>\n<p>Rows: the true type. Columns: the system’s type. Percent of the row’s frames, all "
      + "seeds together.</p>\n<div class=\"grid\">\(tables.joined(separator: "\n"))</div>"
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

  private static func cell(_ summary: SeedSummary?, decimals: Int) -> String {
    guard let summary else { return "<td>–</td>" }
    let deviation = summary.deviation.map { "<small>± \(Markup.number($0, decimals))</small>" } ?? ""
    return "<td>\(Markup.number(summary.mean, decimals))\(deviation)</td>"
  }
}
