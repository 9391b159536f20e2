import FoundationEssentials
import StageKit

/// A JSON value whose keys keep their order, so that the same plan gives the same bytes. Source: RFC 8259.
public indirect enum JSON: Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A finite number, in the fewest digits that read back as the same.
  case number(Double)
  /// A text.
  case string(String)
  /// A value that is JSON already, on one line.
  case written(String)
  /// A list.
  case array([JSON])
  /// Keys with values, in order.
  case object([(key: String, value: JSON)])

  /// A number that JSON can write.
  ///
  /// - Throws: ``Failure`` that calls the number by its name, if it is infinite or not a number.
  public static func number(_ value: Double, named name: String) throws(Failure) -> JSON {
    guard value.isFinite else { throw Failure("the \(name) is \(value), which JSON cannot write") }
    return .number(value)
  }

  /// An object of texts with its keys sorted by their bytes.
  public static func object(_ texts: [String: String]) -> JSON {
    let sorted = texts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return .object(sorted.map { (key: $0.key, value: .string($0.value)) })
  }

  /// The value on one line.
  public var line: String { text(space: " ") }

  /// The value on one line without spaces.
  public var compact: String { text(space: "") }

  private func text(space: String) -> String {
    switch self {
    case .null: "null"
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .number(let value): value.description
    case .string(let text): Self.quoted(text)
    case .written(let text): text
    case .array(let values): "[\(values.map { $0.text(space: space) }.joined(separator: ",\(space)"))]"
    case .object(let fields):
      "{\(fields.map { Self.field($0, $1, space: space) }.joined(separator: ",\(space)"))}"
    }
  }

  /// The value as a file that line-based tools can compare: a line for each field, and one for each object of a list.
  public var page: String {
    guard case .object(let fields) = self else { return "\(line)\n" }
    let lines = fields.map { key, value in
      guard case .array(let values) = value, case .object? = values.first else {
        return "  \(Self.field(key, value, space: " "))"
      }
      return "  \(Self.quoted(key)): [\n\(values.map { "    \($0.line)" }.joined(separator: ",\n"))\n  ]"
    }
    return "{\n\(lines.joined(separator: ",\n"))\n}\n"
  }

  /// The value with a line for each field and element, indented by depth.
  public var tree: String { "\(tree(indent: ""))\n" }

  private func tree(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .array(let values) where !values.isEmpty:
      return "[\n\(values.map { inner + $0.tree(indent: inner) }.joined(separator: ",\n"))\n\(indent)]"
    case .object(let fields) where !fields.isEmpty:
      let lines = fields.map { "\(inner)\(Self.quoted($0.key)): \($0.value.tree(indent: inner))" }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    case .null, .bool, .integer, .number, .string, .written, .array, .object:
      return line
    }
  }

  private static func field(_ key: String, _ value: JSON, space: String) -> String {
    "\(quoted(key)):\(space)\(value.text(space: space))"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\0"..<" ":
        quoted += "\\u" + scalar.value.padded(to: 4, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension JSON {
  /// A value as JSON for people and programs: indented, keys sorted, so that the same value gives the same bytes.
  ///
  /// - Throws: ``Failure`` if a number is infinite or none.
  public static func pretty(_ value: some Encodable) throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      throw Failure("a number is infinite or none, which JSON cannot write")
    }
  }
}
