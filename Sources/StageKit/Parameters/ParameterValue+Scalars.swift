extension Int: ParameterValue {
  /// `integer`
  public static var typeName: String { "integer" }

  /// A whole number.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm {
    .number(isWhole: true, in: range, unit: unit)
  }

  /// Reads decimal digits, optionally with a suffix of the unit that is worth 1.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    let value = try Double(setting, unit: unit, named: Self.typeName)
    guard let whole = Int(exactly: value) else {
      throw Failure("expected \(Self.typeName), found '\(try Self.scalar(setting))'")
    }
    self = whole
  }

  /// Decimal digits.
  public var text: String { String(self) }

  /// The number itself.
  public var numbers: [Double] { [Double(self)] }
}

extension Double: ParameterValue {
  /// `number`
  public static var typeName: String { "number" }

  /// A number.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm {
    .number(in: range, unit: unit)
  }

  /// Reads a finite decimal number with an optional suffix of the unit: `1.2`, `250 ms`, `22.05 kHz`.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    try self.init(setting, unit: unit, named: Self.typeName)
  }

  /// - Parameter name: What is expected, as messages say it.
  fileprivate init(_ setting: RawSetting, unit: Unit?, named name: String) throws(Failure) {
    guard case .text(let written) = setting else { throw Failure("expected \(name), found \(setting.noun)") }
    // No number in a pipeline needs more, and what follows takes the square of the length.
    guard written.utf8.count <= 64 else {
      throw Failure("expected \(name), found a text of \(written.utf8.count) bytes")
    }
    let digits = written.prefix { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    // An exponent's letter may be the start of a suffix; the longest prefix that is a number wins.
    var end = digits.endIndex
    while end > written.startIndex, Double(written[..<end]) == nil { end = written.index(before: end) }
    guard let number = Double(written[..<end]), number.isFinite else {
      throw Failure("expected \(name), found '\(written)'")
    }
    let suffix = written[end...].drop { $0 == " " }
    if suffix.isEmpty {
      self = number
    } else if let worth = unit?.suffixes.first(where: { $0.suffix == suffix })?.worth {
      self = number * worth
    } else {
      let allowed = unit?.suffixes.map(\.suffix).joined(separator: ", ") ?? "none, the value is a plain number"
      throw Failure("unknown unit '\(suffix)' in '\(written)'", remedy: "units here: \(allowed)")
    }
  }

  /// The shortest decimal text that reads back as the same number; whole numbers without a point.
  public var text: String { Int(exactly: self).map(String.init) ?? description }

  /// The number itself.
  public var numbers: [Double] { [self] }
}

extension Bool: ParameterValue {
  /// `boolean`
  public static var typeName: String { "boolean" }

  /// `true` and `false`.
  public static var choices: [String] { ["true", "false"] }

  /// `true` or `false`
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm { .boolean }

  /// Reads `true` or `false`.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    switch try Self.scalar(setting) {
    case "true": self = true
    case "false": self = false
    case let other: throw Failure("expected true or false, found '\(other)'")
    }
  }

  /// `true` or `false`.
  public var text: String { String(self) }
}

extension String: ParameterValue {
  /// `text`
  public static var typeName: String { "text" }

  /// Takes the scalar as it is.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    self = try Self.scalar(setting)
  }

  /// The text itself.
  public var text: String { self }
}
