import StageKit

/// A JSON value whose keys keep their order, so that the same plan gives the same bytes. Source: RFC 8259.
indirect enum JSON {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([(key: String, value: JSON)])

  /// A number that JSON can write.
  ///
  /// - Throws: ``Failure`` that calls the number by its name, if it is infinite or not a number.
  static func number(_ value: Double, named name: String) throws(Failure) -> JSON {
    guard value.isFinite else { throw Failure("the \(name) is \(value), which JSON cannot write") }
    return .number(value)
  }

  /// The value on one line.
  var line: String {
    switch self {
    case .null: "null"
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .number(let value): value.description
    case .string(let text): Self.quoted(text)
    case .array(let values): "[\(values.map(\.line).joined(separator: ", "))]"
    case .object(let fields): "{\(fields.map(Self.field).joined(separator: ", "))}"
    }
  }

  /// The value as a file that line-based tools can compare: a line for each field, and one for each object of a list.
  var page: String {
    guard case .object(let fields) = self else { return "\(line)\n" }
    let lines = fields.map { key, value in
      guard case .array(let values) = value, case .object? = values.first else {
        return "  \(Self.field(key, value))"
      }
      return "  \(Self.quoted(key)): [\n\(values.map { "    \($0.line)" }.joined(separator: ",\n"))\n  ]"
    }
    return "{\n\(lines.joined(separator: ",\n"))\n}\n"
  }

  /// The value with a line for each field and element, indented by depth.
  var tree: String { "\(tree(indent: ""))\n" }

  private func tree(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .array(let values) where !values.isEmpty:
      return "[\n\(values.map { inner + $0.tree(indent: inner) }.joined(separator: ",\n"))\n\(indent)]"
    case .object(let fields) where !fields.isEmpty:
      let lines = fields.map { "\(inner)\(Self.quoted($0.key)): \($0.value.tree(indent: inner))" }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    case .null, .bool, .integer, .number, .string, .array, .object:
      return line
    }
  }

  private static func field(_ key: String, _ value: JSON) -> String {
    "\(quoted(key)): \(value.line)"
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
