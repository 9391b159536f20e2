import Formats

/// A small chart of one measure by epoch or round, as SVG.
struct CurveChart {
  private static let width = 240.0
  private static let height = 90.0

  /// What is measured.
  let name: String
  /// How many decimals the least and the greatest number show.
  let decimals: Int
  /// The greatest number there can be; `nil` if there is none.
  let most: Double?
  /// What the steps are.
  let axis: LearningCurve.Axis
  /// By step: the step and the number.
  let values: [(step: Int, value: Double)]
  /// The step to be marked, if any.
  let marked: Int?

  /// The chart; a note in its place if no number can be drawn.
  var markup: Markup {
    let finite = values.filter { $0.value.isFinite }
    guard let first = values.first?.step, let last = values.last?.step,
      let low = finite.map(\.value).min(), let high = finite.map(\.value).max()
    else { return .tag("p", text: "\(name): nothing to draw") }
    let range = ValueRange(of: low...high, most: most)
    func x(_ step: Int) -> String { Self.coordinate(Self.width, Double(step - first), of: Double(last - first)) }
    func y(_ value: Double) -> String { Self.coordinate(Self.height, range.high - value, of: range.high - range.low) }
    let points = finite.map { "\(x($0.step)),\(y($0.value))" }.joined(separator: " ")
    let marks = finite.filter { $0.step == marked }.prefix(1).map { mark in
      Markup.tag("circle", ["cx": x(mark.step), "cy": y(mark.value), "r": "4"])
    }
    let steps = first == last ? "\(axis.rawValue) \(first)" : "\(axis.rawValue)s \(first) to \(last)"
    let limits = [low, high].map { ReportNumber.text($0, decimals) }
    let ends = [range.low, range.high].map { ReportNumber.text($0, range.decimals) }
    let spread = limits[0] == limits[1] ? limits[0] : limits.joined(separator: " to ")
    let frame = Markup.tag("path", ["class": "frame", "d": "M0 0V\(Int(Self.height))H\(Int(Self.width))"])
    return .tag(
      "figure", ["class": "curve"],
      [
        .tag("figcaption", [:], [.text(name), .tag("small", text: spread)]),
        .tag("span", ["class": "high"], text: ends[1]),
        .tag(
          "svg",
          [
            "viewBox": "-6 -6 \(Int(Self.width) + 12) \(Int(Self.height) + 12)", "role": "img",
            "aria-label": "\(name), \(steps): \(spread)",
          ], [frame, .tag("polyline", ["points": points])] + marks),
        .tag("span", ["class": "low"], text: ends[0]), .tag("span", ["class": "steps"], text: steps),
      ])
  }

  /// A place along an axis; the middle where the axis has no length.
  private static func coordinate(_ length: Double, _ part: Double, of whole: Double) -> String {
    ReportNumber.text(whole > 0 ? length * part / whole : length / 2, 1)
  }
}
