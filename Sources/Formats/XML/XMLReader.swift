import CExpat
import StageKit

/// Reads XML with expat, within limits that no honest file reaches. Nothing outside the text is ever read: external
/// entities are not followed, and a text that declares entities is refused.
public final class XMLReader {
  /// How deep elements may stand in each other.
  public static let depthLimit = 64
  /// How many elements there may be.
  public static let elementLimit = 500_000

  private let parser: XML_Parser
  private var open: [XMLNode] = []
  private var root: XMLNode?
  private var count = 0
  private var error: ReadingError?

  /// The root element of a text.
  ///
  /// - Throws: ``ReadingError`` with the line.
  public static func read(_ bytes: [UInt8]) throws(ReadingError) -> XMLNode {
    guard let parser = XML_ParserCreate(nil) else { throw ReadingError(line: 0, message: "out of memory") }
    defer { XML_ParserFree(parser) }
    let reader = XMLReader(parser)
    let status = withExtendedLifetime(reader) {
      bytes.withUnsafeBytes { XML_Parse(parser, $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count), 1) }
    }
    if let error = reader.error { throw error }
    guard status == XML_STATUS_OK, let root = reader.root else {
      let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "unreadable"
      throw ReadingError(line: reader.line, message: "not valid XML: \(reason)")
    }
    return root
  }

  private init(_ parser: XML_Parser) {
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in XMLReader.from(context)?.start(name, attributes) },
      { context, _ in XMLReader.from(context)?.end() })
    XML_SetCharacterDataHandler(parser) { context, characters, length in
      guard let characters else { return }
      let bytes = UnsafeRawBufferPointer(start: characters, count: Int(length))
      XMLReader.from(context)?.open.last?.append(String(decoding: bytes, as: UTF8.self))
    }
    XML_SetEntityDeclHandler(parser) { context, _, _, _, _, _, _, _, _ in
      XMLReader.from(context)?.stop("the document declares an entity, which is not read")
    }
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> XMLReader? {
    context.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
  }

  private var line: Int { Int(XML_GetCurrentLineNumber(parser)) }

  private func stop(_ message: String) {
    if error == nil { error = ReadingError(line: line, message: message) }
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  private func start(_ name: UnsafePointer<XML_Char>?, _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
    guard let name else { return }
    count += 1
    if open.count >= Self.depthLimit { return stop("nested more than \(Self.depthLimit) deep") }
    if count > Self.elementLimit { return stop("more than \(Self.elementLimit) elements") }
    var attributes: [String: String] = [:]
    var index = 0
    while let list, let key = list[index], let value = list[index + 1] {
      attributes[String(cString: key)] = String(cString: value)
      index += 2
    }
    let node = XMLNode(name: String(cString: name), attributes: attributes, line: line)
    open.last?.append(node)
    if root == nil { root = node }
    open.append(node)
  }

  private func end() { _ = open.popLast() }
}
