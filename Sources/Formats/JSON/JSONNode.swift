/// A JSON value with its line.
public struct JSONNode: Sendable {
  /// What a value is.
  public enum Content: Sendable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number, as it is written.
    case number(String)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONNode])
    /// Keys with values, in the file's order; no key stands twice.
    case object([(key: String, value: JSONNode)])
  }

  /// What the value is.
  public let content: Content
  /// The line in which it starts, counted from 1.
  public let line: Int

  /// The value of a key; `nil` if there is none, or this is no object.
  public subscript(key: String) -> JSONNode? {
    fields?.first { $0.key == key }?.value
  }

  /// The elements of a list; `nil` for anything else.
  public var elements: [JSONNode]? {
    if case .array(let elements) = content { elements } else { nil }
  }

  /// The keys and values of an object; `nil` for anything else.
  public var fields: [(key: String, value: JSONNode)]? {
    if case .object(let fields) = content { fields } else { nil }
  }

  /// The text of a string; `nil` for anything else.
  public var text: String? {
    if case .string(let text) = content { text } else { nil }
  }

  /// The number; `nil` for anything else, and for numbers beyond a double's range.
  public var number: Double? {
    guard case .number(let text) = content, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// The number, if it is whole: `7` or `7.0`.
  public var integer: Int? {
    guard case .number(let text) = content else { return nil }
    // A double has no room for all whole numbers.
    return Int(text) ?? number.flatMap { Int(exactly: $0) }
  }

  /// `true` or `false`; `nil` for anything else.
  public var bool: Bool? {
    if case .bool(let value) = content { value } else { nil }
  }

  /// Whether it is `null`.
  public var isNull: Bool {
    if case .null = content { true } else { false }
  }

  /// The texts of a list of texts; `nil` for anything else.
  public var texts: [String]? { all(\.text) }

  /// The whole numbers of a list of them; `nil` for anything else.
  public var integers: [Int]? { all(\.integer) }

  /// The texts by key of an object of texts; `nil` for anything else.
  public var textsByKey: [String: String]? {
    guard let fields else { return nil }
    let texts = fields.compactMap { field in field.value.text.map { (field.key, $0) } }
    return texts.count == fields.count ? Dictionary(texts) { first, _ in first } : nil
  }

  private func all<Value>(_ value: (JSONNode) -> Value?) -> [Value]? {
    guard let elements else { return nil }
    let values = elements.compactMap(value)
    return values.count == elements.count ? values : nil
  }

  /// The value as messages name it.
  public var noun: String {
    switch content {
    case .null: "null"
    case .bool(let value): String(value)
    case .number(let text): text
    case .string(let text): "'\(text.prefix(60))'"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
