import StageKit

/// A row of a table of comma-separated values. Source: RFC 4180.
enum CSVRow {
  /// The fields as a line with its end.
  static func line(_ fields: [String]) -> String {
    "\(fields.joined(separator: ","))\r\n"
  }

  /// Text as a field that keeps its commas, quotes and line breaks, and that no spreadsheet runs as a formula: that is
  /// written behind an apostrophe (OWASP).
  static func field(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'\(text)" : text
    guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
    return "\"\(safe.replacingScalars(["\"": "\"\""]))\""
  }
}
