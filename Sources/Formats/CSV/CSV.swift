import StageKit

/// How a table of comma-separated values is written: whatever is written, ``CSVTable`` reads back. Source: RFC 4180.
public enum CSV {
  private static let special: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]
  /// What spreadsheets take for the start of a formula.
  private static let formulaStarts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n"]

  /// A table's first row, with its end. Other separators are in quotes here, because readers go by this row.
  ///
  /// - Parameter texts: At least one.
  public static func head(_ texts: [String]) -> String {
    line(texts.map { field($0, special: special.union([";", "\t"])) })
  }

  /// Fields as a row with its end.
  ///
  /// - Parameter fields: At least one: numbers as they are, texts by ``field(_:)``.
  public static func line(_ fields: [String]) -> String {
    let row = fields.joined(separator: ",")
    // A row of empty fields is none to readers.
    return row.utf8.allSatisfy { $0 == UInt8(ascii: ",") } ? "\"\"\(row)\r\n" : "\(row)\r\n"
  }

  /// Text as a field of any row but the first that keeps its commas, quotes, line breaks and outer spaces, that is no
  /// comment, and that no spreadsheet runs as a formula: that is written behind an apostrophe (OWASP).
  public static func field(_ text: String) -> String { field(text, special: special) }

  private static func field(_ text: String, special: Set<Unicode.Scalar>) -> String {
    let safe = isFormula(text) ? "'\(text)" : text
    let scalars = safe.unicodeScalars
    let hasOuterSpace = [scalars.first, scalars.last].contains { $0?.properties.isWhitespace == true }
    let isLost = hasOuterSpace || scalars.first == "#" || scalars.first == "\u{FEFF}"
    guard isLost || scalars.contains(where: special.contains) else { return safe }
    return "\"\(safe.replacingScalars(["\"": "\"\""]))\""
  }

  /// Whether text stands behind an apostrophe: a formula, and what would be taken for one that does.
  private static func isFormula(_ text: String) -> Bool {
    text.unicodeScalars.first { $0 != "'" }.map(formulaStarts.contains) ?? false
  }

  /// The text of a field: without the apostrophe of ``field(_:)``.
  static func text(of field: String) -> String {
    field.unicodeScalars.first == "'" && isFormula(field) ? String(field.unicodeScalars.dropFirst()) : field
  }
}
