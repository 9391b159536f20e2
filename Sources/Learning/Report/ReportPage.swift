/// The report for people: one HTML page with tables, learning curves, confusion matrices and lanes.
struct ReportPage {
  /// How many songs are unfolded.
  private static let openSongs = 6

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
    let seeds = report.seeds.map { String($0) }.joined(separator: ", ")
    let spread = report.seeds.count > 1 ? "; numbers are means ± standard deviations over them" : ""
    let warnings = report.warnings.map { "<p class=\"warning\">\(Markup.escaped($0))</p>" }
    return (["<p class=\"dim\">Test songs pooled. Seeds: \(seeds)\(spread).</p>"] + warnings).joined(separator: "\n")
  }

  private var curves: String {
    guard !report.curves.isEmpty else { return "" }
    let phases = report.curves.map { curve in
      func chart(_ name: String, _ decimals: Int, _ value: (LearningCurve.Point) -> Double) -> String {
        CurveChart(
          name: name, decimals: decimals, values: curve.points.map { ($0.epoch, value($0)) }, kept: curve.kept
        ).text
      }
      let charts = [
        chart("Training loss", 3) { $0.loss }, chart("Validation error %", 1) { 100 * $0.validationError },
        chart("Validation NLL", 3) { $0.validationNLL },
      ]
      return "<h3>\(Markup.escaped(curve.name))</h3>\n<div class=\"curves\">\(charts.joined(separator: "\n"))</div>"
    }
    return "<h2>Learning curves</h2>\n<p>A dot marks the epoch whose weights were kept.</p>\n"
      + phases.joined(separator: "\n")
  }

  private func songs(_ colours: TypeColours) -> String {
    guard !report.songs.isEmpty else { return "" }
    let songs = report.songs.enumerated().map { index, song in
      "<details\(index < Self.openSongs ? " open" : "")><summary>\(Markup.escaped(song.song))</summary>\n"
        + LaneChart(song: song).text + "</details>"
    }
    return "<h2>Songs</h2>\n<p>A bar per shot; the share of right frames at the end of each lane.</p>\n\(colours.key)\n"
      + songs.joined(separator: "\n")
  }
}
