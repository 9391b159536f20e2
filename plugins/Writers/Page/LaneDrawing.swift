import Formats
import StageKit
import Shots

/// The lane of shots as a drawing that stands alone: title, sections, shots, time axis and types.
struct LaneDrawing {
  private static let width = 1200.0
  private static let margin = 24.0
  private static let height = 300
  /// Where the sections, the shots' feet and the axis are, from the top.
  private static let (sectionsTop, feet, axis) = (64.0, 232.0, 250.0)
  private static let tallest = 130.0

  let song: StoryboardSong

  /// The drawing.
  var markup: Markup {
    let size = "0 0 \(Int(Self.width)) \(Self.height)"
    return .tag(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": size, "width": "\(Int(Self.width))",
        "height": "\(Self.height)", "font-family": "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif",
        "font-size": "13", "role": "img",
      ],
      [
        .tag("title", [:], text: song.title),
        .tag("rect", ["width": "100%", "height": "100%", "fill": "#fbfaf7"]),
        text(song.title, x: Self.margin, y: 34, ["font-size": "20", "font-weight": "600", "fill": "#1b1e26"]),
        text(facts, x: Self.width - Self.margin, y: 34, ["text-anchor": "end", "fill": "#5d6472"]),
      ] + sections + shots + ruler + legend)
  }

  private var facts: String {
    let count = song.plan.shots.count
    let rate = song.plan.rate.rawValue
    return "\(TimeScale.clock(song.scale.seconds)) · \(rate) fps · \(count) shot\(count == 1 ? "" : "s")"
  }

  private var sections: [Markup] {
    song.sections.flatMap { section -> [Markup] in
      let (left, width) = span(from: section.start, to: section.end)
      let box = rect(left, Self.sectionsTop, width - 1, 22, "#e6e3da")
      return [box] + label(section.label, left: left, width: width, y: Self.sectionsTop + 15.5, ink: "#1b1e26")
    }
  }

  private var shots: [Markup] {
    song.plan.shots.flatMap { shot -> [Markup] in
      let seconds = song.plan.seconds(of: shot)
      let (left, width) = span(from: seconds.start, to: seconds.end)
      let height = Self.tallest * song.palette.height(of: shot.type)
      let box = rect(
        left, Self.feet - height, max(width - 1, width / 2), height, song.palette.colour(of: shot.type),
        title: [shot.type, shot.subject ?? "", shot.reason].filter { !$0.isEmpty }.joined(separator: " · "))
      let ink = song.palette.ink(of: shot.type)
      return [box] + label(shot.type, left: left, width: width, y: Self.feet - height + 17, ink: ink)
    }
  }

  private var ruler: [Markup] {
    song.scale.marks.flatMap { time -> [Markup] in
      let x = place(of: time)
      return [
        rect(x, Self.feet + 3, 1, 6, "#5d6472"),
        text(
          TimeScale.clock(time), x: x, y: Self.axis,
          [
            "font-size": "11", "fill": "#5d6472",
            "text-anchor": song.scale.isLabelledBefore(time) ? "end" : "start",
          ]),
      ]
    }
  }

  private var legend: [Markup] {
    let types = PlanSummary(song.plan).types.map(\.type)
    var x = Self.margin
    return types.flatMap { type -> [Markup] in
      defer { x += 40 + Self.length(of: type) }
      return [
        rect(x, 270, 14, 14, song.palette.colour(of: type)),
        text(type, x: x + 20, y: 281.5, ["fill": "#1b1e26"]),
      ]
    }
  }

  /// A label where it has room.
  private func label(_ words: String, left: Double, width: Double, y: Double, ink: String) -> [Markup] {
    Self.length(of: words) + 10 <= width ? [text(words, x: left + 6, y: y, ["fill": ink])] : []
  }

  /// About the width of a text at the drawing's size: letters of scripts beyond Latin are taken as twice as wide.
  private static func length(of text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2000 ? 8.5 : 14) }
  }

  private func rect(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: String, title: String? = nil
  ) -> Markup {
    .tag(
      "rect",
      [
        "x": x.fixed(2), "y": y.fixed(2), "width": max(width, 0).fixed(2), "height": height.fixed(2), "fill": fill,
      ], title.map { [.tag("title", [:], text: $0)] } ?? [])
  }

  private func text(_ words: String, x: Double, y: Double, _ style: KeyValuePairs<String, String>) -> Markup {
    let place = [(name: "x", value: x.fixed(2)), (name: "y", value: y.fixed(2))]
    return .element("text", place + style.map { (name: $0.key, value: $0.value) }, [.text(words)])
  }

  private func place(of time: Double) -> Double {
    Self.margin + (Self.width - 2 * Self.margin) * song.scale.share(of: time)
  }

  private func span(from start: Double, to end: Double) -> (left: Double, width: Double) {
    (place(of: start), place(of: end) - place(of: start))
  }
}
