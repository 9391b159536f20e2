import Shots

/// A time as Final Cut Pro writes it: `10s`, or `1001/30000s`.
struct RationalSeconds {
  let numerator: Int
  let denominator: Int

  /// Reads a time; `nil` for anything else, and beyond 2^40.
  init?(_ text: String) {
    guard let match = text.wholeMatch(of: /(-?[0-9]{1,12})(?:\/([0-9]{1,12}))?s/), let numerator = Int(match.1) else {
      return nil
    }
    let denominator = match.2.flatMap { Int($0) } ?? 1
    guard denominator > 0, abs(numerator) < 1 << 40, denominator < 1 << 40 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The nearest double.
  var value: Double { Double(numerator) / Double(denominator) }

  /// The frame that starts at the time; `nil` if none does, or none of an edit.
  func frame(at rate: FrameRate) -> Int? {
    // numerator / denominator x rate, both below 2^40 x 60,000 < 2^56.
    let dividend = numerator * rate.numerator
    let divisor = denominator * rate.denominator
    let frame = dividend / divisor
    return dividend % divisor == 0 && FrameNumber.range.contains(frame) ? frame : nil
  }
}
