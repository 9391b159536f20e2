/// A parameter type with a fixed set of words: an enumeration whose raw values are the words.
public protocol Choice: ParameterValue, RawRepresentable, CaseIterable where RawValue == String {}

extension Choice {
  /// `choice`
  public static var typeName: String { "choice" }

  /// The raw values of all cases.
  public static var choices: [String] { allCases.map(\.rawValue) }

  /// Reads one of the words.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    let word = try Self.scalar(setting)
    guard let value = Self(rawValue: word) else {
      let meant = Spelling.closest(to: word, in: Self.choices).map { "did you mean '\($0)'?" }
      throw Failure(
        "expected one of \(Self.choices.joined(separator: ", ")), found '\(word)'", remedy: meant ?? "")
    }
    self = value
  }

  /// The word.
  public var text: String { rawValue }
}
