/// A table of systems by metrics, with the truth as the last row: of all songs pooled, or of one song.
struct ScoreTable {
  /// By row: the system's name and its score.
  let rows: [(name: String, score: Score)]

  /// The table.
  var text: String {
    let headings = Metric.allCases.map { "<th scope=\"col\">\(Markup.escaped($0.heading))</th>" }
    var lines = rows.map { name, score in
      Self.row(name, Metric.allCases.map { ($0, $0.value(of: score)) }, of: "<tr>")
    }
    if let score = rows.first?.score {
      lines.append(
        Self.row("Truth", Metric.allCases.map { ($0, $0.valueOfTruth(in: score)) }, of: "<tr class=\"truth\">"))
    }
    return "<div class=\"wide\"><table><thead><tr><th scope=\"col\">System</th>\(headings.joined())</tr></thead>\n"
      + "<tbody>\(lines.joined(separator: "\n"))</tbody></table></div>"
  }

  private static func row(_ name: String, _ numbers: [(metric: Metric, value: Double?)], of tag: String) -> String {
    let cells = numbers.map { metric, value in
      "<td>\(value.map { Markup.number($0, metric.decimals) } ?? "–")</td>"
    }
    return "\(tag)<th scope=\"row\">\(Markup.escaped(name))</th>\(cells.joined())</tr>"
  }
}
