/// A type that a parameter can have.
public protocol ParameterValue: Sendable, Equatable {
  /// The type's name for help and diagnostics, such as `integer`.
  static var typeName: String { get }

  /// The words a value may be, for types with a fixed choice; else empty.
  static var choices: [String] { get }

  /// What a value may look like, for schemas; text of any kind unless a type says more.
  ///
  /// - Parameters:
  ///   - unit: The parameter's unit.
  ///   - range: The numbers allowed.
  static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm

  /// Reads a setting as it was written.
  ///
  /// - Parameter unit: The parameter's unit; a number may carry one of its suffixes.
  /// - Throws: ``Failure`` that says what was expected and what was found.
  init(_ setting: RawSetting, unit: Unit?) throws(Failure)

  /// The value as canonical text: equal values give equal text, and reading the text gives the value back.
  var text: String { get }

  /// The text, but of a file only that there is one: where it lies changes no result.
  var textWithoutPaths: String { get }

  /// The numbers in the value, for the range check.
  var numbers: [Double] { get }

  /// The value with relative file paths resolved against a folder.
  func resolved(against folder: String) -> Self
}

extension ParameterValue {
  /// No fixed choice.
  public static var choices: [String] { [] }

  /// Text of any kind, or one of the words.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm {
    choices.isEmpty ? .text() : .words(choices)
  }

  /// The text.
  public var textWithoutPaths: String { text }

  /// No numbers.
  public var numbers: [Double] { [] }

  /// Itself: most values are not paths.
  public func resolved(against folder: String) -> Self { self }

  /// The scalar text of a setting, or a failure that names the expected type.
  static func scalar(_ setting: RawSetting) throws(Failure) -> String {
    guard case .text(let text) = setting else { throw Failure("expected \(typeName), found \(setting.noun)") }
    return text
  }
}

/// A setting as it was written, before its parameter gives it a type.
public enum RawSetting: Sendable, Hashable {
  /// A scalar: `128`, `1.2 s`, `sample`.
  case text(String)
  /// A sequence: `[256, 128, 64]`.
  indirect case list([RawSetting])
  /// A mapping: `{ADS: [0, 0.12]}`.
  indirect case mapping([Entry])

  /// A key of a mapping with its value.
  public struct Entry: Sendable, Hashable {
    /// The key as it was written.
    public let key: String
    /// The value as it was written.
    public let value: RawSetting

    /// A key with its value.
    public init(_ key: String, _ value: RawSetting) {
      self.key = key
      self.value = value
    }
  }

  /// What it is, for messages.
  public var noun: String {
    switch self {
    case .text(let text): "'\(text)'"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}
