/// A text with placeholders in braces, such as `{track}.csv`.
public struct Template: Sendable, Hashable {
  private enum Part: Hashable {
    case text(String)
    case placeholder(String)
  }

  /// The text as written.
  public let text: String
  /// Whether each brace has its partner.
  public let isBalanced: Bool

  private let parts: [Part]

  /// Takes any text; a brace without its partner stands for itself.
  public init(_ text: String) {
    self.text = text
    var parts: [Part] = []
    var isBalanced = true
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      let inside = rest[rest.index(after: open)...]
      guard rest[open] == "{", let close = inside.firstIndex(where: { $0 == "{" || $0 == "}" }), rest[close] == "}"
      else {
        isBalanced = false
        parts.append(.text(String(rest[...open])))
        rest = inside
        continue
      }
      parts.append(.text(String(rest[..<open])))
      parts.append(.placeholder(String(inside[..<close])))
      rest = rest[rest.index(after: close)...]
    }
    parts.append(.text(String(rest)))
    self.parts = parts
    self.isBalanced = isBalanced
  }

  /// The words in braces, in order.
  public var placeholders: [String] {
    parts.compactMap { part in
      if case .placeholder(let word) = part { word } else { nil }
    }
  }

  /// The text with values in the placeholders' place, in one pass: braces in a value stand for themselves.
  ///
  /// - Parameter values: By placeholder; one without a value remains.
  public func filled(_ values: [String: String]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .placeholder(let word): values[word] ?? "{\(word)}"
      }
    }.joined()
  }
}
