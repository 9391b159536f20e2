import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of XML, for tests that look into pages and drawings.
final class XMLNode {
  let name: String
  let attributes: [String: String]
  fileprivate(set) var children: [XMLNode] = []
  /// All text in the element, in order.
  fileprivate(set) var text = ""

  fileprivate init(name: String, attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// Reads a document.
  ///
  /// - Throws: If it is not well-formed.
  convenience init(_ text: String) throws {
    let builder = Builder()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = builder
    guard parser.parse(), let root = builder.root else {
      throw parser.parserError ?? CocoaError(.propertyListReadCorrupt)
    }
    self.init(name: root.name, attributes: root.attributes)
    children = root.children
    self.text = root.text
  }

  /// The elements of a name, this one and all within, in order.
  func all(_ name: String) -> [XMLNode] { nodes.filter { $0.name == name } }

  /// The text as a browser shows it: white space runs together.
  var words: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  /// The names of all elements.
  var elements: [String] { nodes.map(\.name) }

  /// The values of all attributes of some names.
  func attributes(_ names: Set<String>) -> [String] {
    nodes.flatMap { node in node.attributes.filter { names.contains($0.key) }.values }
  }

  private var nodes: [XMLNode] { [self] + children.flatMap(\.nodes) }
}

private final class Builder: NSObject, XMLParserDelegate {
  var root: XMLNode?
  private var open: [XMLNode] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    let node = XMLNode(name: name, attributes: attributes)
    open.last?.children.append(node)
    open.append(node)
    root = root ?? node
  }

  func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for node in open { node.text += text }
  }
}
