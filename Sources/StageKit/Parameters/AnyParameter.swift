/// A parameter of any type, as declarations, help and the plan checker see it.
public protocol AnyParameter: Sendable {
  /// The key under `with:`.
  var name: String { get }
  /// What other programs call it: no keys, but whoever writes one is told ``name``.
  var foreignNames: [String] { get }
  /// One sentence for help.
  var doc: String { get }
  /// The type's name.
  var typeName: String { get }
  /// The words a value may be; empty if there is no fixed choice.
  var choices: [String] { get }
  /// What a value may look like, for schemas.
  var form: WrittenForm { get }
  /// The unit of the number, if it has one.
  var unit: Unit? { get }
  /// The numbers allowed, an infinite end is open; any if `nil`.
  var range: ClosedRange<Double>? { get }
  /// The default as text, with its unit.
  var defaultText: String { get }
  /// The default as a value.
  var anyDefault: any ParameterValue { get }

  /// Reads a setting, checks its range and resolves relative paths.
  ///
  /// - Throws: ``Failure`` that says what was expected.
  func parse(_ setting: RawSetting, relativeTo folder: String) throws(Failure) -> any ParameterValue
}

extension AnyParameter {
  /// None, unless a declaration has some.
  public var foreignNames: [String] { [] }
}

extension [any AnyParameter] {
  /// What to say of a name that none of the parameters has: which one it is in songboard's words, or else the nearest name.
  ///
  /// - Parameter owner: Whose parameters these are.
  public func unknown(_ name: String, of owner: String) -> String {
    if let meant = first(where: { $0.foreignNames.contains(name) }) {
      return "unknown parameter '\(name)' of '\(owner)'; it is called '\(meant.name)' here"
    }
    return Spelling.unknown("parameter", name, of: owner, among: map(\.name))
  }
}
