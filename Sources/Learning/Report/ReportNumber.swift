import Glibc

/// Numbers as they stand in a report's page.
public enum ReportNumber {
  /// A number with a fixed count of decimals, and a true minus sign.
  public static func text(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return value.isNaN ? "–" : value < 0 ? "−∞" : "∞" }
    let scale = pow(10, Double(decimals))
    let scaled = Int((abs(value) * scale).rounded())
    var digits = String(scaled)
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let point = digits.index(digits.endIndex, offsetBy: -decimals)
    let sign = value < 0 && scaled > 0 ? "−" : ""
    return sign + digits[..<point] + (decimals > 0 ? "." + digits[point...] : "")
  }

  /// A number with its sign, even if it is above 0.
  public static func signed(_ value: Double, _ decimals: Int) -> String {
    (value > 0 ? "+" : "") + text(value, decimals)
  }

  /// A percentage of a share, without decimals.
  static func percent(_ share: Double) -> String { text(100 * share, 0) }
}
