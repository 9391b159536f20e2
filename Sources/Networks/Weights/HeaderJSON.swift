import StageKit

/// The part of JSON that headers of weight files need: text, whole numbers, lists and objects. Source: RFC 8259.
indirect enum HeaderJSON: Sendable, Hashable {
  case text(String)
  case whole(Int)
  case list([HeaderJSON])
  case object([Field])

  /// A key with its value. Fields keep their order, so that the same value gives the same bytes.
  struct Field: Sendable, Hashable {
    let key: String
    let value: HeaderJSON
  }

  /// An object with its keys sorted by their bytes.
  static func sorted(_ texts: [String: String]) -> HeaderJSON {
    let keys = texts.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return .object(keys.map { Field(key: $0, value: .text(texts[$0, default: ""])) })
  }

  /// The value on one line without spaces.
  var line: String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .whole(let number): String(number)
    case .list(let values): "[\(values.map(\.line).joined(separator: ","))]"
    case .object(let fields):
      "{\(fields.map { "\(Self.quoted($0.key)):\($0.value.line)" }.joined(separator: ","))}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\0"..<" ":
        quoted += "\\u" + scalar.value.padded(to: 4, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension HeaderJSON {
  /// The text, if it is one.
  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The number, if it is one.
  var whole: Int? {
    if case .whole(let number) = self { number } else { nil }
  }

  /// The values, if it is a list.
  var list: [HeaderJSON]? {
    if case .list(let values) = self { values } else { nil }
  }

  /// The fields, if it is an object.
  var fields: [Field]? {
    if case .object(let fields) = self { fields } else { nil }
  }

  /// The texts, if it is a list of texts.
  var texts: [String]? {
    guard let list else { return nil }
    let texts = list.compactMap(\.text)
    return texts.count == list.count ? texts : nil
  }

  /// The whole numbers, if it is a list of them.
  var wholes: [Int]? {
    guard let list else { return nil }
    let wholes = list.compactMap(\.whole)
    return wholes.count == list.count ? wholes : nil
  }

  /// The texts by key, if it is an object of texts.
  var textsByKey: [String: String]? {
    guard let fields else { return nil }
    var texts: [String: String] = [:]
    for field in fields {
      guard let text = field.value.text else { return nil }
      texts[field.key] = text
    }
    return texts
  }

  /// The value of a key, if it is an object that has it.
  subscript(key: String) -> HeaderJSON? {
    fields?.first { $0.key == key }?.value
  }
}
