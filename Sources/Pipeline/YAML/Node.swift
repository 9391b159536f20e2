/// A YAML node with its place; aliases are replaced by what they stand for.
struct Node: Sendable {
  enum Content: Sendable {
    case scalar(String)
    case sequence([Node])
    case mapping([Entry])
  }

  /// A key of a mapping with its value.
  struct Entry: Sendable {
    let key: Placed<String>
    let value: Node
  }

  let content: Content
  let mark: Mark
  /// How many nodes there are in the tree, this one included.
  let size: Int

  /// The content as diagnostics name it.
  var noun: String {
    switch content {
    case .scalar(""): "nothing"
    case .scalar(let text): "'\(text)'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The text of a scalar that is not empty.
  var text: Placed<String>? {
    guard case .scalar(let text) = content, !text.isEmpty else { return nil }
    return Placed(value: text, mark: mark)
  }

  /// The texts of a scalar, as a list of one, or of a sequence of scalars; `nil` if anything else is in there.
  var texts: [Placed<String>]? {
    guard case .sequence(let nodes) = content else { return text.map { [$0] } }
    let texts = nodes.compactMap(\.text)
    return texts.count == nodes.count ? texts : nil
  }
}
