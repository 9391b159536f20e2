import StageKit

/// A node of an HTML page or an SVG drawing, and how it is written.
///
/// Text and attributes can hold anything; only ``raw(_:)`` is written as it is, for scripts and styles that are built in.
/// Source: HTML Living Standard, 13.3; SVG 1.1.
public enum Markup: Sendable {
  /// An element with attributes and nodes in it.
  indirect case element(String, [(name: String, value: String)], [Markup])
  /// An element without nodes that has a file in an attribute.
  case embedding(String, [(name: String, value: String)], attribute: String, DataURL)
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
  public var page: Document { document(after: "<!DOCTYPE html>") }

  /// The node as an XML document of its own.
  public var drawing: Document { document(after: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>") }

  private func document(after declaration: String) -> Document {
    var text = MarkupText(text: "\(declaration)\n")
    append(to: &text)
    text.text += "\n"
    return Document { [text] sink in try text.write(to: &sink) }
  }

  private func append(to page: inout MarkupText) {
    switch self {
    case .text(let content): page.text += XML.escaped(content)
    case .raw(let content): page.text += content
    case .embedding(let name, let attributes, let attribute, let file):
      page.open(name, attributes)
      page.text += " \(attribute)=\""
      page.append(file)
      page.text += "\"></\(name)>"
    case .element(let name, let attributes, let nodes):
      page.open(name, attributes)
      page.text += ">"
      if Self.void.contains(name) { return }
      // A line for each of several elements: a page that can be read, and compared line by line.
      let isBlock = nodes.count > 1 && nodes.allSatisfy(\.isElement)
      for node in nodes {
        if isBlock { page.text += "\n" }
        node.append(to: &page)
      }
      page.text += isBlock ? "\n</\(name)>" : "</\(name)>"
    }
  }

  private var isElement: Bool {
    switch self {
    case .element, .embedding: true
    case .text, .raw: false
    }
  }
}

/// Markup as it is written: text, with files between that become text only on their way out.
private struct MarkupText {
  private var parts: [(text: String, file: DataURL)] = []
  var text: String

  init(text: String) { self.text = text }

  mutating func open(_ name: String, _ attributes: [(name: String, value: String)]) {
    text += "<\(name)"
    for attribute in attributes { text += " \(attribute.name)=\"\(XML.escaped(attribute.value))\"" }
  }

  mutating func append(_ file: DataURL) {
    parts.append((text, file))
    text = ""
  }

  func write(to sink: inout any ByteSink) throws {
    for part in parts {
      try sink.write(Array(part.text.utf8))
      try part.file.write(to: &sink)
    }
    try sink.write(Array(text.utf8))
  }
}
