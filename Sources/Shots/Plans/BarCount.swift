/// How bars are counted where only their first beats are known.
public enum BarCount {
  /// How many bars fit before the first downbeat: beat trackers find no beat at the very start, where bar 1 begins.
  ///
  /// - Parameter downbeats: In seconds, in order.
  public static func before(_ downbeats: [Double]) -> Int {
    guard let first = downbeats.first, let second = downbeats.dropFirst().first, second > first else { return 0 }
    return Int((first / (second - first) + 0.1).rounded(.down))
  }
}
