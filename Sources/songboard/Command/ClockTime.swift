/// Lengths of time for people.
enum ClockTime {
  /// `1:20`, or `2:05:00` from an hour on; `--:--` for what is not known.
  static func text(_ seconds: Double) -> String {
    guard seconds >= 0, seconds < 1e7 else { return "--:--" }
    let whole = Int(seconds.rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0 ? "\(hours):\(padded(minutes)):\(padded(rest))" : "\(minutes):\(padded(rest))"
  }

  private static func padded(_ number: Int) -> String { "\(number < 10 ? "0" : "")\(number)" }
}
