import Formats

/// A table of systems by metrics, with the truth as the last row: of all songs pooled, or of one song.
struct ScoreTable {
  /// By row: the system's name and its score.
  let rows: [(name: String, score: Score)]

  /// The table.
  var markup: Markup {
    var lines = rows.map { name, score in
      Self.row(name, Metric.allCases.map { ($0, $0.value(of: score)) })
    }
    if let score = rows.first?.score {
      lines.append(
        Self.row("Truth", Metric.allCases.map { ($0, $0.valueOfTruth(in: score)) }, attributes: ["class": "truth"]))
    }
    return .wideTable(heads: ["System"] + Metric.allCases.map(\.heading), rows: lines)
  }

  private static func row(
    _ name: String, _ numbers: [(metric: Metric, value: Double?)], attributes: KeyValuePairs<String, String> = [:]
  ) -> Markup {
    let cells = numbers.map { metric, value in
      Markup.tag("td", text: value.map { ReportNumber.text($0, metric.decimals) } ?? "–")
    }
    return .tag("tr", attributes, [.tag("th", ["scope": "row"], text: name)] + cells)
  }
}

extension Markup {
  /// A table that may be wider than the screen.
  public static func wideTable(heads: [String], rows: [Markup]) -> Markup {
    let heads = heads.map { Markup.tag("th", ["scope": "col"], text: $0) }
    return .tag(
      "div", ["class": "wide"],
      [.tag("table", [:], [.tag("thead", [:], [.tag("tr", [:], heads)]), .tag("tbody", [:], rows)])])
  }
}
