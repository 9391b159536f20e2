/// The lanes of a song: the truth and each system's shots as bars of colour, as SVG.
struct LaneChart {
  let lanes: SongLanes

  /// The chart.
  var text: String {
    let rows =
      [lane("Truth", lanes.truth, note: "")]
      + lanes.lanes.map { lane in
        let right = zip(lane.labels, lanes.truth).count { $0 == $1 }
        let share = lanes.truth.isEmpty ? "" : "\(Markup.percent(Double(right) / Double(lanes.truth.count))) %"
        return self.lane(lane.name, lane.labels, note: share)
      }
    return "<div class=\"lanes\">\(rows.joined(separator: "\n"))</div>"
  }

  private func lane(_ name: String, _ labels: [Int], note: String) -> String {
    var paths: [Int: String] = [:]
    for run in ShotRun.runs(of: labels) {
      paths[run.type, default: ""] += "M\(run.start) 0h\(run.frames)v1h-\(run.frames)z"
    }
    let bars = paths.sorted { $0.key < $1.key }.map { "<path class=\"t\($0.key)\" d=\"\($0.value)\"/>" }
    return "<span>\(Markup.escaped(name))</span><svg viewBox=\"0 0 \(max(1, lanes.truth.count)) 1\" "
      + "preserveAspectRatio=\"none\" role=\"img\" aria-label=\"\(Markup.escaped(name))\">\(bars.joined())</svg>"
      + "<span>\(note)</span>"
  }
}
