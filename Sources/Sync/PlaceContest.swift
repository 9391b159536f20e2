import Signal

/// Lets places at which a clip may lie compete, window by window.
struct PlaceContest {
  /// A rival is looked at from this share of the best place's height on.
  private static let likeness = 0.25
  /// Lines that come as near as this somewhere are one place, in samples: 60 ms.
  private static let nearness = 480.0
  /// A window has been found at a place from this strength on, and not at another at less than half of it.
  private static let clear = 6.0
  /// Below this strength a window is as a stranger's.
  private static let faint = 2.0
  /// How many windows compete.
  private static let competing = 48
  /// Differences with a Student's t beyond this are no chance.
  private static let sure = 4.0

  private let pair: RecordingPair

  init(_ pair: RecordingPair) { self.pair = pair }

  /// The place that holds against all others, and one that holds against it.
  func winner(of best: SyncPlace, against others: [SyncPlace]) throws -> (SyncPlace, rival: SyncPlace?) {
    var winner = best
    var open = others.filter { $0.height >= Self.likeness * best.height }
    var rivals: [SyncPlace] = []
    while !open.isEmpty {
      let other = open.removeFirst()
      guard !isSame(winner, other) else { continue }
      switch try contest(winner, other) {
      case .first: continue
      case .second:
        // What the loser could not beat is the winner's to beat.
        open = rivals + open
        rivals = []
        winner = other
      case .neither: rivals.append(other)
      }
    }
    return (winner, rivals.first)
  }

  private enum Contest { case first, second, neither }

  private func isSame(_ one: SyncPlace, _ other: SyncPlace) -> Bool {
    let spans = (pair.shared(by: one), pair.shared(by: other))
    let ends = [spans.0.lowerBound, spans.0.upperBound, spans.1.lowerBound, spans.1.upperBound]
    return ends.contains { abs(one.line.lag(at: Double($0)) - other.line.lag(at: Double($0))) < Self.nearness }
  }

  /// Which of two places more of the clip's windows are found at: where music repeats itself, some are at both, but the
  /// wrong place has none of its own.
  private func contest(_ one: SyncPlace, _ other: SyncPlace) throws -> Contest {
    let spans = [one, other].map { place in
      (pair.shared(by: place), Int(place.line.lag.rounded()))
    }.map { $0.lowerBound + $1..<$0.upperBound + $1 }
    let hull = min(spans[0].lowerBound, spans[1].lowerBound)..<max(spans[0].upperBound, spans[1].upperBound)
    let starts = pair.starts(in: hull, atMost: Self.competing)
    let strengths = try [one, other].map { try self.strengths(of: $0, at: starts) }
    let pairs = zip(strengths[0], strengths[1]).map { ($0 ?? 0, $1 ?? 0) }
    let first = pairs.filter { $0 > Self.clear && $1 < $0 / 2 }.count
    let second = pairs.filter { $1 > Self.clear && $0 < $1 / 2 }.count
    if first >= 2 + 4 * second { return .first }
    if second >= 2 + 4 * first { return .second }
    let surplus = Self.surplus(pairs.map { $0 - $1 })
    if surplus > Self.sure, first >= second { return .first }
    if surplus < -Self.sure, second >= first { return .second }
    // What is not heard where the song should be speaks against a place.
    let missed = strengths.map { place in place.count { $0.map { $0 < Self.faint } ?? false } }
    if missed[1] >= 2 + 4 * missed[0] { return .first }
    if missed[0] >= 2 + 4 * missed[1] { return .second }
    return .neither
  }

  /// Student's t of some differences.
  private static func surplus(_ differences: [Double]) -> Double {
    let count = Double(max(1, differences.count))
    let mean = differences.reduce(0, +) / count
    let spread = (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    return mean / max(spread, 1e-9) * count.squareRoot()
  }

  /// How strongly windows of the clip are found at a place; `nil` where the song is not, or is silent.
  private func strengths(of place: SyncPlace, at starts: [Int]) throws -> [Double?] {
    var strengths = [Double?](repeating: nil, count: starts.count)
    var kept: [Int] = []
    var lags = WindowLags(reach: RecordingPair.reach)
    for (index, start) in starts.enumerated() {
      try Task.checkCancellation()
      let guess = Double(start) - place.line.lag
      let lag = Int(place.line.lag(at: guess + Double(RecordingPair.length) / 2).rounded())
      guard let (first, second) = try pair.windows(at: start - lag, lag: lag) else { continue }
      if lags.add(first, second, at: guess, by: pair.correlation) { kept.append(index) }
    }
    guard kept.count >= 2 else { return strengths }
    let found = lags.patterns(along: LagLine(middle: 0, lag: 0, drift: 0)).strengths()
    for (index, strength) in zip(kept, found) { strengths[index] = strength }
    return strengths
  }
}
