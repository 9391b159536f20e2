import StageKit

/// Reads the part of JSON that headers need, and nothing else: strict, of bounded depth, with no key twice.
struct HeaderReader {
  /// How deep lists and objects may be in each other.
  static let depthLimit = 8

  private let bytes: ArraySlice<UInt8>
  private var place: Int

  /// Reads a whole text; white space may surround it.
  ///
  /// - Throws: ``Failure`` with the place, in bytes from the start of the text.
  static func read(_ bytes: ArraySlice<UInt8>) throws(Failure) -> HeaderJSON {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Failure("is not UTF-8") }
    var reader = HeaderReader(bytes: bytes, place: bytes.startIndex)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.place == bytes.endIndex else { throw reader.failure("expected the end") }
    return value
  }

  private func failure(_ reason: String) -> Failure {
    Failure("is not the JSON of a header: \(reason) at byte \(place - bytes.startIndex)")
  }

  private var next: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { place += 1 }
  }

  /// Takes a character, white space before it skipped; false where another is there.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Failure) {
    guard take(character) else { throw failure("expected '\(character)'") }
  }

  private mutating func value(depth: Int) throws(Failure) -> HeaderJSON {
    guard depth < Self.depthLimit else { throw failure("more than \(Self.depthLimit) levels") }
    if take("{") { return .object(try fields(depth: depth + 1)) }
    if take("[") { return .list(try values(depth: depth + 1)) }
    if take("\"") { return .text(try restOfText()) }
    return .whole(try whole())
  }

  private mutating func fields(depth: Int) throws(Failure) -> [HeaderJSON.Field] {
    var fields: [HeaderJSON.Field] = []
    var keys: Set<String> = []
    if take("}") { return fields }
    repeat {
      try expect("\"")
      let key = try restOfText()
      guard keys.insert(key).inserted else { throw failure("the key '\(key.prefix(80))' is there twice") }
      try expect(":")
      fields.append(HeaderJSON.Field(key: key, value: try value(depth: depth)))
    } while take(",")
    try expect("}")
    return fields
  }

  private mutating func values(depth: Int) throws(Failure) -> [HeaderJSON] {
    var values: [HeaderJSON] = []
    if take("]") { return values }
    repeat {
      values.append(try value(depth: depth))
    } while take(",")
    try expect("]")
    return values
  }

  private mutating func whole() throws(Failure) -> Int {
    let start = place
    if next == UInt8(ascii: "-") { place += 1 }
    let digits = place
    while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
    let isPadded = place > digits + 1 && bytes[digits] == UInt8(ascii: "0")
    guard place > digits, !isPadded, let number = Int(String(decoding: bytes[start..<place], as: UTF8.self)) else {
      throw failure("expected a text, a whole number below 2^63, a list or an object")
    }
    return number
  }

  /// The text after an opening quotation mark, to the closing one.
  private mutating func restOfText() throws(Failure) -> String {
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: String(Character(try escaped())).utf8)
      case ..<0x20: throw failure("a control character in a text")
      default: text.append(byte)
      }
    }
    throw failure("a text without an end")
  }

  private mutating func escaped() throws(Failure) -> Unicode.Scalar {
    guard let byte = next else { throw failure("a text without an end") }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try scalarFromUnits()
    default: throw failure("an unknown escape")
    }
  }

  /// A character written as one UTF-16 unit, or as the two units of a surrogate pair.
  private mutating func scalarFromUnits() throws(Failure) -> Unicode.Scalar {
    var units = [try unit()]
    if UTF16.isLeadSurrogate(units[0]), bytes[place...].starts(with: "\\u".utf8) {
      place += 2
      units.append(try unit())
    }
    guard let scalar = String(validating: units, as: UTF16.self)?.unicodeScalars.first else {
      throw failure("half a surrogate pair")
    }
    return scalar
  }

  private mutating func unit() throws(Failure) -> UInt16 {
    let digits = bytes[place...].prefix(4)
    let isHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    guard digits.count == 4, isHexadecimal, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
      throw failure("expected four hexadecimal digits")
    }
    place += 4
    return unit
  }
}
