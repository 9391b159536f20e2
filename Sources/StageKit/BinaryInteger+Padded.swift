extension BinaryInteger {
  /// The number's digits with as many zeros before them as make a count of digits: `007`. Longer numbers keep all of theirs.
  ///
  /// - Parameters:
  ///   - count: How many digits there are at least.
  ///   - radix: From 2 to 36; digits above 9 are small letters.
  public func padded(to count: Int, radix: Int = 10) -> String {
    let digits = String(magnitude, radix: radix)
    return (self < 0 ? "-" : "") + String(repeating: "0", count: Swift.max(0, count - digits.count)) + digits
  }
}
