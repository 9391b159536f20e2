/// An element of an XML document, and how it is written. Source: XML 1.0.
public struct XML: Sendable {
  private let name: String
  private let attributes: [(name: String, value: String)]
  private let children: [XML]
  private let text: String?

  /// An element with attributes and elements in it.
  public init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [XML] = []) {
    self.name = name
    self.attributes = attributes.map { (name: $0.key, value: $0.value) }
    self.children = children
    text = nil
  }

  /// An element with text in it.
  public init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
    self.name = name
    self.attributes = attributes.map { (name: $0.key, value: $0.value) }
    self.text = text
    children = []
  }

  /// The element as a document in UTF-8, an element a line, indented by depth.
  ///
  /// - Parameter isTyped: Whether a document type follows the declaration; some programs want it.
  public func document(isTyped: Bool = false) -> String {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    if isTyped { lines.append("<!DOCTYPE \(name)>") }
    append(to: &lines, indent: "")
    return lines.map { "\($0)\n" }.joined()
  }

  private func append(to lines: inout [String], indent: String) {
    let tag = ([name] + attributes.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }).joined(separator: " ")
    if let text {
      lines.append("\(indent)<\(tag)>\(Self.escaped(text))</\(name)>")
    } else if children.isEmpty {
      lines.append("\(indent)<\(tag)/>")
    } else {
      lines.append("\(indent)<\(tag)>")
      for child in children { child.append(to: &lines, indent: indent + "  ") }
      lines.append("\(indent)</\(name)>")
    }
  }

  /// Text that stays as it is inside an element and in an attribute; what XML cannot hold becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    // A song within a page is millions of signs that need nothing.
    guard text.utf8.contains(where: isSpecial) else { return text }
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;".unicodeScalars
      case "<": escaped += "&lt;".unicodeScalars
      case ">": escaped += "&gt;".unicodeScalars
      case "\"": escaped += "&quot;".unicodeScalars
      case "\t", "\n", "\r": escaped += "&#\(scalar.value);".unicodeScalars
      case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// Whether a byte of UTF-8 may begin a sign that does not stay as it is: 0xEF begins U+FFFE and U+FFFF.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0..<0x20, 0xEF: true
    default: false
    }
  }
}
