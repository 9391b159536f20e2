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

  /// A time as `m:ss`, with hundredths where there are any.
  public static func text(_ seconds: Double) -> String {
    let hundredths = Int((100 * seconds.magnitude).rounded())
    let (minutes, rest) = (hundredths / 6000, hundredths % 6000)
    let whole = "\(minutes):\(rest < 1000 ? "0" : "")\(rest / 100)"
    let decimals = rest % 100 == 0 ? "" : ".\(rest % 100 < 10 ? "0" : "")\(rest % 100)"
    return (seconds < 0 && hundredths > 0 ? "-" : "") + whole + decimals
  }
}
