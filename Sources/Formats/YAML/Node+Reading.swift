import StageKit

extension Node {
  /// The entries of a mapping, in the file's order.
  ///
  /// - Parameters:
  ///   - what: What the node is, for the message.
  ///   - form: What was expected.
  /// - Returns: `nil` if this is no mapping, which is reported.
  public func entries(of what: String, form: String, report: inout Diagnostics) -> [Entry]? {
    guard case .mapping(let entries) = content else {
      report.error(mark, "\(what) must be \(form), found \(noun)")
      return nil
    }
    return entries
  }

  /// The values of a mapping with fixed keys, by key; others are reported.
  public func values(of what: String, form: String, keys: [String], report: inout Diagnostics) -> [String: Entry]? {
    guard let entries = entries(of: what, form: form, report: &report) else { return nil }
    var values: [String: Entry] = [:]
    for entry in entries {
      if keys.contains(entry.key.value) {
        values[entry.key.value] = entry
      } else {
        report.error(entry.key.mark, "\(what): \(Spelling.unknown("key", entry.key.value, among: keys))")
      }
    }
    return values
  }
}

extension RawSetting {
  /// A node as it was written.
  public init(_ node: Node) {
    switch node.content {
    case .scalar(let text): self = .text(text)
    case .sequence(let nodes): self = .list(nodes.map { RawSetting($0) })
    case .mapping(let entries): self = .mapping(entries.map { Entry($0.key.value, RawSetting($0.value)) })
    }
  }
}
