/// Text for formats that end a field at a tab or a line's end.
enum OneLine {
  /// The text with a space for each run of control characters, line separators and spaces; `untitled` if none is left.
  static func text(_ text: String) -> String {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
    return words.isEmpty ? "untitled" : words.map(String.init).joined(separator: " ")
  }
}
