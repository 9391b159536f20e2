/// What a value may look like where a person writes it in YAML: what the schemas for editors are made from.
///
/// A form says what a reader takes by the form alone; what depends on other values, or on files, only the reader knows.
public indirect enum WrittenForm: Sendable {
  /// Whether a text is what a pattern of a form takes, so that a reader and a schema have one rule.
  ///
  /// - Parameter pattern: What both ECMA 262 and Swift read alike; a text fits nothing else.
  public static func fits(_ text: String, _ pattern: String) -> Bool {
    guard let expression = try? Regex(pattern) else { return false }
    return text.wholeMatch(of: expression) != nil
  }

  /// A number, with or without a suffix of its unit.
  case number(isWhole: Bool = false, in: ClosedRange<Double>? = nil, unit: Unit? = nil)
  /// `true` or `false`
  case boolean
  /// Any scalar; with a pattern, as ECMA 262 has them, one that matches it.
  case text(pattern: String? = nil)
  /// The path of a file or folder, a template of one, or a pattern of several.
  case path
  /// One of some words.
  case words([String])
  /// A list of so many elements; a single one may stand without the brackets, if it says so.
  case list(WrittenForm, count: ClosedRange<Int> = 0...Int.max, takesOne: Bool = true)
  /// Keys of the writer's own, which match a pattern, with values.
  case mapping(WrittenForm, keys: String? = nil)
  /// Fixed keys.
  case record([WrittenField])
  /// One of several forms.
  case either([WrittenForm])
}

/// A key of a record, with what stands after it.
public struct WrittenField: Sendable {
  /// The key.
  public let name: String
  /// What stands after it.
  public let form: WrittenForm
  /// Whether it must be there.
  public let isRequired: Bool
  /// One sentence for help.
  public let doc: String

  /// A key with what stands after it.
  public init(_ name: String, _ form: WrittenForm, isRequired: Bool = false, _ doc: String) {
    self.name = name
    self.form = form
    self.isRequired = isRequired
    self.doc = doc
  }
}

extension WrittenField {
  /// A parameter as a key of a record.
  public init(_ parameter: any AnyParameter, isRequired: Bool = false) {
    self.init(parameter.name, parameter.form, isRequired: isRequired, parameter.doc)
  }
}

extension WrittenForm {
  /// The word for no value.
  public static let none = WrittenForm.words(["none"])

  /// Whether it is the path of a file, or may be.
  public var isPath: Bool {
    switch self {
    case .path: true
    case .either(let forms): forms.contains(where: \.isPath)
    case .list(let element, _, _): element.isPath
    case .number, .boolean, .text, .words, .mapping, .record: false
    }
  }
}
