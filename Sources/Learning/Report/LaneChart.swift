import Formats

/// The lanes of a song: the truth and each system's shots as bars of colour, as SVG.
struct LaneChart {
  let lanes: SongLanes

  /// The chart.
  var markup: Markup {
    let systems = lanes.lanes.flatMap { lane in
      let right = zip(lane.labels, lanes.truth).count { $0 == $1 }
      let known = lanes.truth.count { $0 != nil }
      let share = known == 0 ? "" : "\(ReportNumber.percent(Double(right) / Double(known))) %"
      return self.lane(lane.name, lane.labels, note: share)
    }
    return .tag("div", ["class": "lanes"], lane("Truth", lanes.truth, note: "") + systems)
  }

  /// - Parameter labels: By second; nothing is drawn where there is none.
  private func lane(_ name: String, _ labels: [Int?], note: String) -> [Markup] {
    var paths: [Int: String] = [:]
    for run in ShotRun.runs(of: labels.map { $0 ?? -1 }) where run.type >= 0 {
      paths[run.type, default: ""] += "M\(run.start) 0h\(run.frames)v1h-\(run.frames)z"
    }
    let bars = paths.sorted { $0.key < $1.key }.map { Markup.tag("path", ["class": "t\($0.key)", "d": $0.value]) }
    return [
      .tag("span", text: name),
      .tag(
        "svg",
        [
          "viewBox": "0 0 \(max(1, lanes.truth.count)) 1", "preserveAspectRatio": "none", "role": "img",
          "aria-label": name,
        ], bars),
      .tag("span", text: note),
    ]
  }
}
