import StageKit

/// A YAML node with its place; aliases are replaced by what they stand for.
public struct Node: Sendable {
  /// What a node is.
  public enum Content: Sendable {
    /// A text, as it stands without quotes; empty for nothing.
    case scalar(String)
    /// A list.
    case sequence([Node])
    /// Keys with values in the file's order; no key stands twice.
    case mapping([Entry])
  }

  /// A key of a mapping with its value.
  public struct Entry: Sendable {
    /// The key.
    public let key: Placed<String>
    /// The value.
    public let value: Node
  }

  /// What the node is.
  public let content: Content
  /// Where it starts.
  public let mark: Mark
  /// How many nodes there are in the tree, this one included.
  let size: Int

  /// The content as diagnostics name it.
  public var noun: String {
    switch content {
    case .scalar(""): "nothing"
    case .scalar(let text): "'\(text)'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// The text of a scalar that is not empty.
  public var text: Placed<String>? {
    guard case .scalar(let text) = content, !text.isEmpty else { return nil }
    return Placed(value: text, mark: mark)
  }

  /// The texts of a scalar, as a list of one, or of a sequence of scalars; `nil` if anything else is in there.
  public var texts: [Placed<String>]? {
    guard case .sequence(let nodes) = content else { return text.map { [$0] } }
    let texts = nodes.compactMap(\.text)
    return texts.count == nodes.count ? texts : nil
  }
}

/// A value with the place where it was written.
public struct Placed<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Where it was written.
  public let mark: Mark

  /// A value with its place.
  public init(value: Value, mark: Mark) {
    self.value = value
    self.mark = mark
  }
}
