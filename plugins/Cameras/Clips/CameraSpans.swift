/// When a clip may be used: arithmetic on spans of seconds.
enum CameraSpans {
  /// The wanted spans, cut to what there is and without what is excluded; in order, those that meet joined.
  static func usable(
    _ wanted: [ClosedRange<Double>], within whole: ClosedRange<Double>, excluding excluded: [ClosedRange<Double>]
  ) -> [ClosedRange<Double>] {
    var joined: [ClosedRange<Double>] = []
    for span in wanted.sorted(by: { $0.lowerBound < $1.lowerBound }) where span.overlaps(whole) {
      let span = span.clamped(to: whole)
      if let last = joined.last, span.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        joined.append(span)
      }
    }
    return excluded.reduce(joined) { spans, hole in spans.flatMap { without(hole, $0) } }
  }

  private static func without(_ hole: ClosedRange<Double>, _ span: ClosedRange<Double>) -> [ClosedRange<Double>] {
    guard hole.lowerBound < span.upperBound, hole.upperBound > span.lowerBound else { return [span] }
    var rest: [ClosedRange<Double>] = []
    if span.lowerBound < hole.lowerBound { rest.append(span.lowerBound...hole.lowerBound) }
    if hole.upperBound < span.upperBound { rest.append(hole.upperBound...span.upperBound) }
    return rest
  }
}
