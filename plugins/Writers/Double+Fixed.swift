extension Double {
  /// The number with a fixed count of decimals, halves away from zero: `0.870`.
  ///
  /// - Parameter decimals: From 1 to 9. Numbers that have no room for them keep their own form.
  func fixed(_ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { scale, _ in 10 * scale }
    guard let scaled = Int(exactly: (magnitude * Double(scale)).rounded()) else { return description }
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(self < 0 && scaled > 0 ? "-" : "")\(scaled / scale).\(zeros)\(fraction)"
  }
}
