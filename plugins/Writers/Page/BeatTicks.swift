/// Beats as a path of strokes from the upper edge down.
enum BeatTicks {
  /// The path on a drawing 1000 wide.
  static func path(_ times: [Double], length: Int, on scale: TimeScale) -> String {
    times.map { "M\((1000 * scale.share(of: $0)).fixed(2)) 0v\(length)" }.joined()
  }
}
