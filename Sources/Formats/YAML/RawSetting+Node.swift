import StageKit

extension RawSetting {
  /// A scalar or a sequence as it was written.
  ///
  /// - Throws: ``Failure`` for a mapping, which no parameter takes.
  public init(_ node: Node) throws(Failure) {
    switch node.content {
    case .scalar(let text): self = .text(text)
    case .sequence(let nodes):
      var parts: [RawSetting] = []
      for node in nodes { parts.append(try RawSetting(node)) }
      self = .list(parts)
    case .mapping: throw Failure("expected a value or a list of values, found a mapping")
    }
  }
}
