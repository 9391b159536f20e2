/// A node of an HTML page or an SVG drawing, and how it is written.
///
/// Text and attributes can hold anything; only ``raw(_:)`` is written as it is, for scripts and styles that are built in.
/// Source: HTML Living Standard, 13.3; SVG 1.1.
public enum Markup: Sendable {
  /// An element with attributes and nodes in it.
  indirect case element(String, [(name: String, value: String)], [Markup])
  /// Text, escaped when it is written.
  case text(String)
  /// A script or style that is built in.
  case raw(String)

  /// Elements that have no end tag in HTML.
  private static let void: Set = ["meta", "input", "br"]

  /// An element with attributes and nodes in it.
  public static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ nodes: [Markup] = []
  ) -> Markup {
    .element(name, attributes.map { (name: $0.key, value: $0.value) }, nodes)
  }

  /// An element with text in it.
  public static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String
  ) -> Markup {
    tag(name, attributes, [.text(text)])
  }

  /// The node as an HTML page.
  public var page: String { "<!DOCTYPE html>\n\(written)\n" }

  /// The node as an XML document of its own.
  public var drawing: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(written)\n" }

  private var written: String {
    var text = ""
    append(to: &text)
    return text
  }

  private func append(to text: inout String) {
    switch self {
    case .text(let content): text += XML.escaped(content)
    case .raw(let content): text += content
    case .element(let name, let attributes, let nodes):
      text += "<\(name)"
      for attribute in attributes { text += " \(attribute.name)=\"\(XML.escaped(attribute.value))\"" }
      text += ">"
      if Self.void.contains(name) { return }
      // A line for each of several elements: a page that can be read, and compared line by line.
      let isBlock = nodes.count > 1 && nodes.allSatisfy(\.isElement)
      for node in nodes {
        if isBlock { text += "\n" }
        node.append(to: &text)
      }
      text += isBlock ? "\n</\(name)>" : "</\(name)>"
    }
  }

  private var isElement: Bool {
    if case .element = self { true } else { false }
  }
}
