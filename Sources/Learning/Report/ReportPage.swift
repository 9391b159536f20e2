import Formats
import Shots
import StageKit

/// The report for people: one HTML page with tables, learning curves, confusion matrices and lanes.
struct ReportPage {
  private let report: LearningReport

  init(_ report: LearningReport) {
    self.report = report
  }

  /// The page.
  var markup: Markup {
    let colours = TypeColours(vocabulary: report.vocabulary)
    let tables = ReportTables(report)
    return .page(
      title: report.title, policy: "default-src 'none'; style-src 'unsafe-inline'",
      style: "\n\(ReportStyle.text)\n\(colours.style)\n",
      body: [.tag("h1", text: report.title)] + introduction + parts
        + [.tag("h2", text: "Systems"), tables.systems, tables.legend] + tables.comparisons + tables.seen + reliability
        + SettingsTables(report.systems).markup + curves + tables.confusions + songs(colours))
  }

  private var introduction: [Markup] {
    let seconds = report.systems.first?.pooled.frames.frames ?? 0
    let scope =
      "\(report.songs.count) \(report.part.rawValue) \(report.songs.count == 1 ? "song" : "songs"), \(seconds) s in all. "
      + "Counts are summed over the songs, then divided. Seed \(report.seed)."
    let copies = zip(report.systems, report.originals).compactMap { system, original in
      original.map { "\(system.name) of \($0)" }
    }
    let grey =
      copies.isEmpty
      ? []
      : [
        "Rows in grey say the same of all songs as a row above, and count for nothing: \(copies.joined(separator: ", "))."
      ]
    return [.tag("p", ["class": "dim"], text: scope)] + (report.notes + grey).map { .tag("p", text: $0) }
      + report.warnings.map { .tag("p", ["class": "warning"], text: $0) }
  }

  /// Which songs were learned from, which decided when to stop, and which are scored, to fold out; nothing if nobody says.
  private var parts: [Markup] {
    let parts = TrackPart.allCases.compactMap { part in report.parts[part].map { (part, $0) } }
    guard !parts.isEmpty else { return [] }
    let counts = parts.map { "\($1.count) \($0.rawValue)" }.joined(separator: ", ")
    let lists = parts.flatMap { part, songs in
      [Markup.tag("dt", text: part.rawValue), .tag("dd", text: songs.joined(separator: ", "))]
    }
    return [.tag("details", [:], [.tag("summary", text: "Songs: \(counts)"), .tag("dl", [:], lists)])]
  }

  /// How sure each system with probabilities is, against how often it is right.
  private var reliability: [Markup] {
    let charts = zip(report.systems, report.originals).compactMap { system, original in
      original == nil ? ReliabilityChart(name: system.name, calibration: system.pooled.frames.calibration).markup : nil
    }
    guard !charts.isEmpty else { return [] }
    return [
      .tag("h2", text: "Calibration"),
      .tag(
        "p",
        text:
          "Right frames against the mean probability of the most probable type, in fifteen bins; the larger a dot, the "
          + "more frames. Below the line a system is surer than it is right."),
      .tag("div", ["class": "reliability"], charts),
    ]
  }

  private var curves: [Markup] {
    guard !report.curves.isEmpty else { return [] }
    return [
      .tag("h2", text: "Learning curves"),
      .tag("p", text: "A dot marks the epoch or round with the best weights."),
      .tag("div", ["class": "phases"], report.curves.map(Self.charts)),
    ]
  }

  /// A chart for each measure that was taken.
  private static func charts(of curve: LearningCurve) -> Markup {
    func chart(
      _ name: String, _ decimals: Int, most: Double? = nil, _ measure: (LearningCurve.Point) -> Double?
    ) -> Markup? {
      let values = curve.points.compactMap { point in measure(point).map { (step: point.step, value: $0) } }
      guard !values.isEmpty else { return nil }
      return CurveChart(
        name: name, decimals: decimals, most: most, axis: curve.axis, values: values, marked: curve.best
      ).markup
    }
    let charts = [
      chart("Training loss", 3) { $0.loss },
      chart("Validation error %", 1, most: 100) { $0.validationError.map { 100 * $0 } },
      chart("Validation NLL", 3) { $0.validationNLL },
    ]
    return .tag(
      "section", [:], [.tag("h3", text: curve.name), .tag("div", ["class": "curves"], charts.compactMap(\.self))])
  }

  /// Each song's numbers, and its lanes if they are drawn; the first song is unfolded.
  private func songs(_ colours: TypeColours) -> [Markup] {
    guard !report.songs.isEmpty else { return [] }
    let isDrawn = report.songs.contains { $0.lanes != nil }
    let key = [
      .tag("p", text: "A bar per shot; the share of right frames at the end of each lane."), colours.key,
    ]
    let originals = report.originals
    let songs = report.songs.enumerated().map { index, song in
      let rows = zip(report.systems, originals).map { ($0.name, $0.songs[index], $1) }
      return Markup.element(
        "details", index == 0 ? [(name: "open", value: "open")] : [],
        [.tag("summary", text: song.name)] + (song.lanes.map { [LaneChart(lanes: $0).markup] } ?? [])
          + [ScoreTable(rows: rows).markup])
    }
    return [.tag("h2", text: "Song by song")] + (isDrawn ? key : []) + [.tag("div", ["class": "songs"], songs)]
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
  var key: Markup {
    let items = vocabulary.types.enumerated().map {
      Markup.tag("li", [:], [.tag("i", ["class": "t\($0)"]), .text($1)])
    }
    return .tag("ul", ["class": "key"], items)
  }
}
