import Formats

/// How often a system is right against how sure it is, as SVG: a dot for each bin, on the diagonal where both are the same.
struct ReliabilityChart {
  private static let side = 100.0

  let name: String
  let calibration: Calibration

  /// The chart; `nil` for a system without probabilities.
  var markup: Markup? {
    guard let error = calibration.error else { return nil }
    let most = calibration.bins.map(\.frames).max() ?? 1
    let dots = calibration.bins.compactMap { bin -> Markup? in
      guard let confidence = bin.confidence, let accuracy = bin.accuracy else { return nil }
      let radius = 1.5 + 4.5 * (Double(bin.frames) / Double(most)).squareRoot()
      return .tag(
        "circle",
        [
          "cx": Self.place(confidence), "cy": Self.place(1 - accuracy), "r": ReportNumber.text(radius, 1),
        ])
    }
    let numbers = "ECE \(ReportNumber.text(100 * error, 1)) %"
    return .tag(
      "figure", ["class": "curve"],
      [
        .tag("figcaption", [:], [.text(name), .tag("small", text: numbers)]),
        .tag("span", ["class": "high"], text: "100 % right"),
        .tag(
          "svg",
          ["viewBox": "-6 -6 112 112", "role": "img", "aria-label": "Reliability of \(name): \(numbers)"],
          [
            .tag("path", ["class": "frame", "d": "M0 0V100H100"]),
            .tag("path", ["class": "frame", "d": "M0 100L100 0"]),
          ] + dots),
        .tag("span", ["class": "low"], text: "0 %"), .tag("span", ["class": "steps"], text: "0 to 100 % sure"),
      ])
  }

  private static func place(_ share: Double) -> String { ReportNumber.text(side * share, 1) }
}
