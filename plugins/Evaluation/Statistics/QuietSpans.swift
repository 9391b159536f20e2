import Shots
import StageKit

/// Where the music gives a shot no reason to end: silences and tails, as `cuts` holds them. Where they are not known,
/// stretches without beats stand for them.
struct QuietSpans {
  /// The spans in seconds, in order and apart.
  let spans: [ClosedRange<Double>]

  /// Longer stretches without a beat, in seconds, are no rest in the pulse.
  static let longestRest = CutGrid.longestGap

  /// - Parameters:
  ///   - beats: Beats in seconds, in order; without any there is no pulse that could rest.
  ///   - silences: Silences and tails; `nil` if they are not known.
  ///   - duration: The plan's length in seconds.
  init(beats: [Double], silences: [Event]?, duration: Double) {
    let all =
      silences.map { silences in silences.filter { $0.end >= $0.start }.map { $0.start...$0.end } }
      ?? Self.rests(between: beats, duration: duration)
    spans = all.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { spans, next in
      if let last = spans.last, next.lowerBound <= last.upperBound {
        spans[spans.count - 1] = last.lowerBound...max(last.upperBound, next.upperBound)
      } else {
        spans.append(next)
      }
    }
  }

  private static func rests(between beats: [Double], duration: Double) -> [ClosedRange<Double>] {
    guard !beats.isEmpty else { return [] }
    return zip([0] + beats, beats + [duration]).filter { $1 - $0 > longestRest }.map { $0...$1 }
  }

  /// How many seconds of a span are within.
  func seconds(from start: Double, to end: Double) -> Double {
    spans.reduce(0) { $0 + max(0, min(end, $1.upperBound) - max(start, $1.lowerBound)) }
  }
}
