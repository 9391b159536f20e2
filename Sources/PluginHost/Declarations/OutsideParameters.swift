import Formats
import StageKit

/// One of a fixed set of words, which a program outside names.
struct OutsideChoice: AnyParameter {
  let name: String
  let doc: String
  let words: [String]
  let isOptional: Bool
  let defaultText: String

  var typeName: String { isOptional ? "choice or none" : "choice" }
  var choices: [String] { isOptional ? words + ["none"] : words }
  var form: WrittenForm { .words(choices) }
  var unit: Unit? { nil }
  var range: ClosedRange<Double>? { nil }
  var anyDefault: any ParameterValue { defaultText }

  func parse(_ setting: RawSetting, relativeTo folder: String) throws(Failure) -> any ParameterValue {
    guard case .text(let word) = setting else { throw Failure("expected choice, found \(setting.noun)") }
    guard choices.contains(word) else {
      let meant = Spelling.closest(to: word, in: choices).map { "did you mean '\($0)'?" }
      throw Failure("expected one of \(choices.joined(separator: ", ")), found '\(word)'", remedy: meant ?? "")
    }
    return word
  }
}

extension ParameterValue {
  /// The value as programs outside get it: files as absolute paths.
  ///
  /// - Parameter noneIsNull: Whether the text `none` stands for no value.
  func json(absolute: (String) -> String, noneIsNull: Bool = false) -> JSON {
    switch self {
    case let value as Bool: .bool(value)
    case let value as Int: .integer(value)
    case let value as Double: .number(value)
    case let value as SettingFile: .string(absolute(value.path))
    case let value as String: noneIsNull && value == "none" ? .null : .string(value)
    case let value as any OptionalValue: value.wrapped?.json(absolute: absolute) ?? .null
    case let value as any ListValue: .array(value.elements.map { $0.json(absolute: absolute) })
    default: .string(text)
    }
  }
}

/// An optional of whatever type of value.
private protocol OptionalValue {
  var wrapped: (any ParameterValue)? { get }
}

extension Optional: OptionalValue where Wrapped: ParameterValue {
  fileprivate var wrapped: (any ParameterValue)? { self }
}

/// A list of whatever type of values.
private protocol ListValue {
  var elements: [any ParameterValue] { get }
}

extension Array: ListValue where Element: ParameterValue {
  fileprivate var elements: [any ParameterValue] { self }
}
