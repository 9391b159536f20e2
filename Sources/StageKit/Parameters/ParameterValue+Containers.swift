extension Optional: ParameterValue where Wrapped: ParameterValue {
  /// The wrapped type's name, `or none`.
  public static var typeName: String { "\(Wrapped.typeName) or none" }

  /// The wrapped type's words and `none`; none if any value will do.
  public static var choices: [String] { Wrapped.choices.isEmpty ? [] : Wrapped.choices + ["none"] }

  /// The wrapped type's form, or `none`.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm {
    .either([Wrapped.form(unit: unit, in: range), .none])
  }

  /// Reads `none`, or a value of the wrapped type.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    guard setting != .text("none") else {
      self = nil
      return
    }
    do throws(Failure) {
      self = try Wrapped(setting, unit: unit)
    } catch {
      let expected = "expected \(Wrapped.typeName),"
      guard error.reason.hasPrefix(expected) else { throw error }
      throw Failure("expected \(Self.typeName),\(error.reason.dropFirst(expected.count))", remedy: error.remedy)
    }
  }

  /// The value's text, or `none`.
  public var text: String { self?.text ?? "none" }

  /// The value's text without paths, or `none`.
  public var textWithoutPaths: String { self?.textWithoutPaths ?? "none" }

  /// The value's numbers.
  public var numbers: [Double] { self?.numbers ?? [] }

  /// The value, resolved.
  public func resolved(against folder: String) -> Self { self?.resolved(against: folder) }
}

extension Array: ParameterValue where Element: ParameterValue {
  /// `list of` the element's type.
  public static var typeName: String { "list of \(Element.typeName)" }

  /// A list of the element's form.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm {
    .list(Element.form(unit: unit, in: range))
  }

  /// Reads a sequence; a single scalar is a list of one.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    let parts: [RawSetting] = if case .list(let parts) = setting { parts } else { [setting] }
    var elements: [Element] = []
    for part in parts { elements.append(try Element(part, unit: unit)) }
    self = elements
  }

  /// The elements in brackets.
  public var text: String { "[\(map(\.text).joined(separator: ", "))]" }

  /// The elements without paths, in brackets.
  public var textWithoutPaths: String { "[\(map(\.textWithoutPaths).joined(separator: ", "))]" }

  /// All elements' numbers.
  public var numbers: [Double] { flatMap(\.numbers) }

  /// Each element, resolved.
  public func resolved(against folder: String) -> Self { map { $0.resolved(against: folder) } }
}
