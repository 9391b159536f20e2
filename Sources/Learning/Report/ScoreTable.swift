import Formats

/// A table of systems by metrics, with the truth as the last row: of all songs pooled, or of one song.
struct ScoreTable {
  /// By row: the system's name, its score, and the row before it that it is a copy of, if it is one.
  let rows: [(name: String, score: Score, original: String?)]

  /// The table.
  var markup: Markup {
    var lines = rows.map { name, score, original in
      Self.row(
        name, note: original.map { "the same as \($0)" }, Metric.allCases.map { ($0, $0.value(of: score)) },
        attributes: original == nil ? [:] : ["class": "copy"])
    }
    if let score = rows.first?.score {
      lines.append(
        Self.row("Truth", Metric.allCases.map { ($0, $0.valueOfTruth(in: score)) }, attributes: ["class": "truth"]))
    }
    return .wideTable(heads: ["System"] + Metric.allCases.map(\.heading), rows: lines)
  }

  private static func row(
    _ name: String, note: String? = nil, _ numbers: [(metric: Metric, value: Double?)],
    attributes: KeyValuePairs<String, String> = [:]
  ) -> Markup {
    let cells = numbers.map { metric, value in
      Markup.tag("td", text: value.map { ReportNumber.text($0, metric.decimals) } ?? "–")
    }
    let head = [Markup.text(name)] + (note.map { [.tag("small", text: $0)] } ?? [])
    return .tag("tr", attributes, [.tag("th", ["scope": "row"], head)] + cells)
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
