/// Times as people write them: seconds, `m:ss` or `h:mm:ss`, with a point or a comma before the decimals.
public enum ClockTime {
  /// The time in seconds; `nil` if the text is none.
  public static func seconds(_ text: some StringProtocol) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 3 else { return nil }
    var seconds = 0.0
    for (place, part) in parts.enumerated() {
      let isLast = place == parts.count - 1
      let isDecimal = part.allSatisfy { ("0"..."9").contains($0) || (isLast && ($0 == "." || $0 == ",")) }
      guard isDecimal, let number = Double(String(part.map { $0 == "," ? "." : $0 })) else { return nil }
      // Minutes and seconds behind a colon stop at 60.
      guard place == 0 || number < 60 else { return nil }
      seconds = 60 * seconds + number
    }
    return seconds.isFinite ? seconds : nil
  }

  /// Longer times, in seconds, are written as a number: there is nobody who counts them in hours.
  private static let longest = 1e7

  /// A time as `m:ss`, or `h:mm:ss` from an hour on, with hundredths where there are any.
  public static func text(_ seconds: Double) -> String {
    guard seconds.magnitude < longest else { return "\(seconds) s" }
    let hundredths = Int((100 * seconds.magnitude).rounded())
    let decimals = hundredths % 100 == 0 ? "" : ".\((hundredths % 100).padded(to: 2))"
    return (seconds < 0 && hundredths > 0 ? "-" : "") + text(wholeSeconds: hundredths / 100) + decimals
  }

  /// A time that is left, to the nearest second; `--:--` if it is not known.
  public static func text(left seconds: Double) -> String {
    seconds >= 0 && seconds < longest ? text(wholeSeconds: Int(seconds.rounded())) : "--:--"
  }

  /// A count of seconds from 0 as `m:ss`, or `h:mm:ss` from an hour on.
  public static func text(wholeSeconds: Int) -> String {
    let (hours, minutes, seconds) = (wholeSeconds / 3600, wholeSeconds / 60 % 60, (wholeSeconds % 60).padded(to: 2))
    return hours > 0 ? "\(hours):\(minutes.padded(to: 2)):\(seconds)" : "\(minutes):\(seconds)"
  }
}
