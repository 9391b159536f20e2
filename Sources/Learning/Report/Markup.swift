import Glibc

/// Text and numbers as they stand in an HTML page.
enum Markup {
  /// Text with the characters escaped that mean something in HTML, in content and in attributes.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\0"..<" " where scalar != "\n" && scalar != "\t": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A number with a fixed count of decimals, and a true minus sign.
  static func number(_ value: Double, _ decimals: Int) -> String {
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
  static func signed(_ value: Double, _ decimals: Int) -> String {
    (value > 0 ? "+" : "") + number(value, decimals)
  }

  /// A percentage of a share, without decimals.
  static func percent(_ share: Double) -> String { number(100 * share, 0) }
}
