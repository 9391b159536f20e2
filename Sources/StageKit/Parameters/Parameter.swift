/// A typed parameter of a stage: the one place where its name, default, unit, range and sentence are written.
///
/// A stage keeps each parameter in a static constant, lists it in its declaration and reads it with
/// `settings[Self.bands]`.
public struct Parameter<Value: ParameterValue>: AnyParameter {
  /// The key under `with:`.
  public let name: String
  /// What other programs call it.
  public let foreignNames: [String]
  /// One sentence for help.
  public let doc: String
  /// The value where the pipeline gives none.
  public let defaultValue: Value
  /// The unit of the number, if it has one.
  public let unit: Unit?
  /// The numbers allowed, an infinite end is open; any if `nil`.
  public let range: ClosedRange<Double>?

  /// A parameter.
  public init(
    _ name: String, elsewhere foreignNames: [String] = [], default defaultValue: Value, unit: Unit? = nil,
    in range: ClosedRange<Double>? = nil, _ doc: String
  ) {
    self.name = name
    self.foreignNames = foreignNames
    self.doc = doc
    self.defaultValue = defaultValue
    self.unit = unit
    self.range = range
  }

  /// The type's name.
  public var typeName: String { Value.typeName }

  /// The words a value may be; empty if there is no fixed choice.
  public var choices: [String] { Value.choices }

  /// What a value may look like.
  public var form: WrittenForm { Value.form(unit: unit, in: range) }

  /// The default as text, with its unit.
  public var defaultText: String {
    guard let unit, !defaultValue.numbers.isEmpty else { return defaultValue.text }
    return "\(defaultValue.text) \(unit.rawValue)"
  }

  /// The default for the settings.
  public var anyDefault: any ParameterValue { defaultValue }

  /// Reads a setting and checks its range.
  public func parse(_ setting: RawSetting, relativeTo folder: String) throws(Failure) -> any ParameterValue {
    let value = try Value(setting, unit: unit)
    if let range, let stray = value.numbers.first(where: { !range.contains($0) }) {
      let suffix = unit.map { " \($0.rawValue)" } ?? ""
      throw Failure("\(stray.text) is out of range", remedy: "allowed: \(range.words)\(suffix)")
    }
    return value.resolved(against: folder)
  }
}

extension ClosedRange<Double> {
  /// `at least 2`, `0.4 to 4`
  public var words: String {
    switch (lowerBound.isFinite, upperBound.isFinite) {
    case (true, false): "at least \(lowerBound.text)"
    case (false, true): "at most \(upperBound.text)"
    default: "\(lowerBound.text) to \(upperBound.text)"
    }
  }
}
