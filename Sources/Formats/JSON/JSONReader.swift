import StageKit

/// Reads JSON text strictly, within limits that no honest file reaches. Source: RFC 8259.
public struct JSONReader {
  /// How deep lists and objects may stand in each other.
  public static let depthLimit = 64
  /// How many values there may be.
  public static let valueLimit = 2_000_000

  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var count = 0

  /// The value of a text.
  ///
  /// - Parameter bytes: UTF-8.
  /// - Throws: ``ReadingError`` with the line.
  public static func read(_ bytes: [UInt8]) throws(ReadingError) -> JSONNode {
    var reader = JSONReader(bytes: bytes)
    let node = try reader.value(depth: 1)
    reader.skipSpace()
    guard reader.place == bytes.count else { throw reader.error("something follows the end of the JSON value") }
    return node
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func error(_ message: String) -> ReadingError { ReadingError(line: line, message: message) }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      if byte == 0x0A { line += 1 }
      place += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func value(depth: Int) throws(ReadingError) -> JSONNode {
    skipSpace()
    guard depth <= Self.depthLimit else { throw error("nested more than \(Self.depthLimit) deep") }
    count += 1
    guard count <= Self.valueLimit else { throw error("more than \(Self.valueLimit) values") }
    let line = line
    let content: JSONNode.Content
    switch next {
    case UInt8(ascii: "{"): content = .object(try object(depth: depth))
    case UInt8(ascii: "["): content = .array(try array(depth: depth))
    case UInt8(ascii: "\""): content = .string(try string())
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): content = try word()
    case .some(let byte) where byte == UInt8(ascii: "-") || isDigit(byte): content = .number(try number())
    case nil: throw error("the JSON text ends where a value should be")
    default: throw error("not valid JSON: expected a value")
    }
    return JSONNode(content: content, line: line)
  }

  private mutating func object(depth: Int) throws(ReadingError) -> [(key: String, value: JSONNode)] {
    place += 1
    var fields: [(key: String, value: JSONNode)] = []
    var keys: Set<String> = []
    skipSpace()
    if take("}") { return fields }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("not valid JSON: expected a key in quotes") }
      let key = try string()
      guard keys.insert(key).inserted else { throw error("the key '\(key.prefix(60))' stands twice in one object") }
      skipSpace()
      guard take(":") else { throw error("not valid JSON: expected ':' after the key '\(key.prefix(60))'") }
      fields.append((key, try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return fields }
      guard take(",") else { throw error("not valid JSON: expected ',' or '}'") }
    }
  }

  private mutating func array(depth: Int) throws(ReadingError) -> [JSONNode] {
    place += 1
    var elements: [JSONNode] = []
    skipSpace()
    if take("]") { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return elements }
      guard take(",") else { throw error("not valid JSON: expected ',' or ']'") }
    }
  }

  private mutating func word() throws(ReadingError) -> JSONNode.Content {
    let words: [(String, JSONNode.Content)] = [("true", .bool(true)), ("false", .bool(false)), ("null", .null)]
    for (word, content) in words where bytes[place...].starts(with: word.utf8) {
      place += word.utf8.count
      return content
    }
    throw error("not valid JSON: expected a value")
  }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private mutating func digits() throws(ReadingError) {
    guard let byte = next, isDigit(byte) else { throw error("not valid JSON: expected a digit") }
    while let byte = next, isDigit(byte) { place += 1 }
  }

  private mutating func number() throws(ReadingError) -> String {
    let start = place
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func string() throws(ReadingError) -> String {
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw error("a text is not valid UTF-8") }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
      case 0..<0x20: throw error("a text has a control character; write it as \\u00XX")
      default: text.append(byte)
      }
    }
    throw error("a text has no end")
  }

  private mutating func escape() throws(ReadingError) -> Unicode.Scalar {
    guard let byte = next else { throw error("a text has no end") }
    place += 1
    let plain: [UInt8: Unicode.Scalar] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
      UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    if let scalar = plain[byte] { return scalar }
    guard byte == UInt8(ascii: "u") else { throw error("not valid JSON: unknown escape in a text") }
    let first = try codeUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // Two halves of a pair stand for one character.
    guard first < 0xDC00, take("\\"), take("u") else { throw error("a text has half of a surrogate pair") }
    let second = try codeUnit()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
    else { throw error("a text has half of a surrogate pair") }
    return scalar
  }

  private mutating func codeUnit() throws(ReadingError) -> UInt16 {
    let digits = bytes[place..<min(place + 4, bytes.count)]
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count == 4, text.allSatisfy(\.isHexDigit), let unit = UInt16(text, radix: 16) else {
      throw error("not valid JSON: \\u needs four hexadecimal digits")
    }
    place += 4
    return unit
  }
}
