import StageKit

/// The rate that all audio of a run is brought to.
public enum SampleRate: ParameterValue, Hashable {
  /// That of the first track's own file: nothing is resampled where all are alike.
  case own
  /// Samples per second.
  case hertz(Double)

  /// `number or own`
  public static let typeName = "number or own"

  private static let word = "own"

  /// A number, or `own`.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm {
    .either([Double.form(unit: unit, in: range), .words([word])])
  }

  /// Reads `own`, or a number with its unit.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    self = setting == .text(Self.word) ? .own : .hertz(try Double(setting, unit: unit))
  }

  /// The number, or `own`.
  public var text: String {
    switch self {
    case .own: Self.word
    case .hertz(let rate): rate.text
    }
  }

  /// The number, if it is one.
  public var numbers: [Double] {
    switch self {
    case .own: []
    case .hertz(let rate): [rate]
    }
  }
}
