import Shots

/// The report for people: one HTML page with tables, learning curves, confusion matrices and lanes.
struct ReportPage {
  private let report: LearningReport

  init(_ report: LearningReport) {
    self.report = report
  }

  /// The page.
  var text: String {
    let title = Markup.escaped(report.title)
    let colours = TypeColours(vocabulary: report.vocabulary)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>
      \(ReportStyle.text)
      \(colours.style)
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      \(introduction)
      \(parts(colours).filter { !$0.isEmpty }.joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private func parts(_ colours: TypeColours) -> [String] {
    let tables = ReportTables(report)
    return [
      "<h2>Systems</h2>", tables.systems, tables.legend, tables.comparisons, curves, tables.confusions, songs(colours),
    ]
  }

  private var introduction: String {
    let seconds = report.systems.first?.pooled.frames.frames ?? 0
    let scope =
      "\(report.songs.count) \(report.part.rawValue) \(report.songs.count == 1 ? "song" : "songs"), \(seconds) s in all. "
      + "Counts are summed over the songs, then divided. Seed \(report.seed)."
    return
      (["<p class=\"dim\">\(scope)</p>"] + report.notes.map { "<p>\(Markup.escaped($0))</p>" }
      + report.warnings.map { "<p class=\"warning\">\(Markup.escaped($0))</p>" }).joined(separator: "\n")
  }

  private var curves: String {
    guard !report.curves.isEmpty else { return "" }
    return "<h2>Learning curves</h2>\n<p>A dot marks the epoch or round whose weights were kept.</p>\n"
      + "<div class=\"phases\">\(report.curves.map(Self.charts).joined(separator: "\n"))</div>"
  }

  /// A chart for each measure that was taken.
  private static func charts(of curve: LearningCurve) -> String {
    func chart(
      _ name: String, _ decimals: Int, most: Double? = nil, _ measure: (LearningCurve.Point) -> Double?
    ) -> String? {
      let values = curve.points.compactMap { point in measure(point).map { (step: point.step, value: $0) } }
      guard !values.isEmpty else { return nil }
      return CurveChart(
        name: name, decimals: decimals, most: most, axis: curve.axis, values: values, kept: curve.kept
      ).text
    }
    let charts = [
      chart("Training loss", 3) { $0.loss },
      chart("Validation error %", 1, most: 100) { $0.validationError.map { 100 * $0 } },
      chart("Validation NLL", 3) { $0.validationNLL },
    ]
    return "<section><h3>\(Markup.escaped(curve.name))</h3>\n<div class=\"curves\">"
      + charts.compactMap(\.self).joined(separator: "\n") + "</div></section>"
  }

  /// Each song's numbers, and its lanes if they are drawn; the first song is unfolded.
  private func songs(_ colours: TypeColours) -> String {
    guard !report.songs.isEmpty else { return "" }
    let drawn = report.songs.contains { $0.lanes != nil }
    let key = "<p>A bar per shot; the share of right frames at the end of each lane.</p>\n\(colours.key)\n"
    let songs = report.songs.enumerated().map { index, song in
      let rows = report.systems.map { (name: $0.name, score: $0.songs[index]) }
      return "<details\(index == 0 ? " open" : "")><summary>\(Markup.escaped(song.name))</summary>\n"
        + (song.lanes.map { LaneChart(lanes: $0).text } ?? "") + ScoreTable(rows: rows).text + "</details>"
    }
    return "<h2>Song by song</h2>\n\(drawn ? key : "")<div class=\"songs\">\(songs.joined(separator: "\n"))</div>"
  }
}

/// A colour for each type of a vocabulary, as storyboards have it.
struct TypeColours {
  let vocabulary: Vocabulary

  /// The rules of the classes `t0`, `t1` ... for bars and keys.
  var style: String {
    vocabulary.types.indices.map { place in
      let colour = ShotColours.colour(at: place)
      return ".t\(place) { fill: \(colour); background: \(colour); }"
    }.joined(separator: "\n")
  }

  /// The key to the colours.
  var key: String {
    let items = vocabulary.types.enumerated().map { "<li><i class=\"t\($0)\"></i>\(Markup.escaped($1))</li>" }
    return "<ul class=\"key\">\(items.joined())</ul>"
  }
}
