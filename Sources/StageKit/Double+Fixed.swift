extension Double {
  /// The number with a fixed count of decimals, halves away from zero: `0.870`.
  ///
  /// - Parameter decimals: From 1 to 9. Numbers that have no room for them keep their own form.
  public func fixed(_ decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { scale, _ in 10 * scale }
    guard let scaled = Int(exactly: (magnitude * Double(scale)).rounded()) else { return description }
    return "\(self < 0 && scaled > 0 ? "-" : "")\(scaled / scale).\((scaled % scale).padded(to: decimals))"
  }
}
