/// What is noted of a published document.
struct DocumentNote {
  /// What it was made from.
  let key: String
  /// How many files it has.
  let parts: Int

  init(key: String, parts: Int) {
    self.key = key
    self.parts = parts
  }

  /// Reads a note; `nil` if it is damaged.
  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, let parts = Int(words[1]), (1...10_000).contains(parts) else { return nil }
    self.init(key: String(words[0]), parts: parts)
  }

  /// The note as a line.
  var text: String { "\(key) \(parts)" }
}
