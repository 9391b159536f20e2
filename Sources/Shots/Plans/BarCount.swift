/// How bars are counted where only their first beats are known.
public enum BarCount {
  /// How many bars fit before the first downbeat: beat trackers find no beat at the very start, where bar 1 begins.
  ///
  /// - Parameter downbeats: In seconds, in order.
  public static func before(_ downbeats: [Double]) -> Int {
    guard let first = downbeats.first, let second = downbeats.dropFirst().first, second > first else { return 0 }
    return Int((first / (second - first) + 0.1).rounded(.down))
  }

  /// Bars whose certainty is less than this, of 0 to 1, are only about right: their first beats are beats like others.
  public static let sure = 0.8

  /// Shorter bars, in seconds, are counted in pairs.
  public static let shortest = 1.6

  /// The first beats of bars; every second one where bars are shorter than a length in seconds.
  ///
  /// - Parameter downbeats: In seconds, in order.
  public static func bars(of downbeats: [Double], longerThan shortest: Double) -> [Double] {
    let gaps = zip(downbeats, downbeats.dropFirst()).map { $1 - $0 }.sorted()
    guard let median = gaps.isEmpty ? nil : gaps[gaps.count / 2], median < shortest else { return downbeats }
    return downbeats.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
  }
}
