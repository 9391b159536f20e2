import StageKit

/// Where times stand on a lane that is as wide as the song.
struct TimeScale {
  /// The song's length in seconds, above 0.
  let seconds: Double

  /// A time as a share of the lane from 0 to 1.
  func share(of time: Double) -> Double {
    min(max(time / seconds, 0), 1)
  }

  /// The place of a span, as a style: `left:10.0000%;width:2.5000%`.
  func style(from start: Double, to end: Double) -> String {
    "left:\(percent(share(of: start)));width:\(percent(share(of: end) - share(of: start)))"
  }

  /// The place of a moment, as a style.
  func style(at time: Double) -> String { "left:\(percent(share(of: time)))" }

  /// Times for a ruler, at most about a dozen, at a round distance: 0, 10, 20 ... seconds.
  var marks: [Double] {
    let steps = [1.0, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200]
    let step = steps.first { seconds / $0 <= 12 } ?? (seconds / 12).rounded(.up)
    return Array(stride(from: 0, to: seconds, by: step))
  }

  /// Whether a mark's label has its room before it, as it would be cut off at the song's end.
  func isLabelledBefore(_ mark: Double) -> Bool { share(of: mark) > 0.95 }

  /// A time as `m:ss`, or `h:mm:ss` from an hour on.
  static func clock(_ time: Double) -> String {
    ClockTime.text(wholeSeconds: Int(time.rounded(.down)))
  }

  private func percent(_ share: Double) -> String { "\((100 * share).fixed(4))%" }
}
