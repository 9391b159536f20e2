/// An element of an XML document with its line.
public final class XMLNode {
  /// The element's name.
  public let name: String
  /// The values by their names.
  public let attributes: [String: String]
  /// The line in which it starts, counted from 1.
  public let line: Int
  /// The elements in it, in the document's order.
  public private(set) var children: [XMLNode] = []
  /// The element's own text, that of its children left out.
  public private(set) var text = ""

  init(name: String, attributes: [String: String], line: Int) {
    self.name = name
    self.attributes = attributes
    self.line = line
  }

  func append(_ child: XMLNode) { children.append(child) }
  func append(_ text: String) { self.text += text }

  /// The first child of a name.
  public func child(_ name: String) -> XMLNode? { children.first { $0.name == name } }

  /// The children of a name.
  public func children(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }

  /// The element at the end of a path of names.
  public func descend(_ path: String...) -> XMLNode? {
    path.reduce(Optional(self)) { node, name in node?.child(name) }
  }

  /// The first element of a name in the tree below, in the document's order.
  public func first(_ name: String) -> XMLNode? { all(name).first }

  /// All elements of a name in the tree below, in the document's order.
  public func all(_ name: String) -> [XMLNode] {
    children.flatMap { child in (child.name == name ? [child] : []) + child.all(name) }
  }

  /// The text of a child without white space around it.
  public func value(_ child: String) -> String? {
    self.child(child).map { node in
      let start = node.text.drop(while: \.isWhitespace)
      return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
    }
  }
}
