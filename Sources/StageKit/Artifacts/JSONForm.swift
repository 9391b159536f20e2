import FoundationEssentials

/// Values as JSON, for files that only this program reads.
public enum JSONForm {
  /// The value as JSON in one line, keys sorted.
  ///
  /// - Throws: What encoding throws.
  public static func encoded(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return Array(try encoder.encode(value))
  }

  /// The value of JSON.
  ///
  /// - Throws: ``Failure`` if it is something else.
  public static func decoded<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(Failure) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      throw damaged
    }
  }

  /// What is said of bytes that are no artifact of their type.
  static let damaged = Failure("a stored value is damaged")
}
