import StageKit

/// What is wrong with a text before libyaml sees it.
enum SourceText {
  /// - Throws: ``ReadingError`` at the first byte that is NUL or not UTF-8, or at a directive.
  static func check(_ bytes: [UInt8]) throws(ReadingError) {
    if let offset = bytes.firstIndex(of: 0) {
      throw ReadingError(
        mark: Mark(ofByte: offset, in: bytes), message: "byte \(offset + 1) of the file is NUL; this is not a text file"
      )
    }
    if let offset = firstInvalid(bytes) {
      let byte = String(bytes[offset], radix: 16, uppercase: true)
      throw ReadingError(
        mark: Mark(ofByte: offset, in: bytes),
        message: "byte \(offset + 1) of the file, 0x\(byte), is not valid UTF-8; save the file as UTF-8")
    }
    if let offset = firstDirective(bytes) {
      throw ReadingError(
        mark: Mark(ofByte: offset, in: bytes), message: "a line that starts with '%' has no place here")
    }
  }

  /// libyaml compares each directive with all before it, which takes minutes in a hostile file.
  private static func firstDirective(_ bytes: [UInt8]) -> Int? {
    var isAtStart = true
    for (offset, byte) in bytes.enumerated() {
      if isAtStart, byte == UInt8(ascii: "%") { return offset }
      isAtStart = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
    return nil
  }

  private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }
}
