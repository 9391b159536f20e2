/// The shot types of concert films: six sizes by distance, and two that show something else.
///
/// The order is that of the columns of every stream of shot types. Source: Lin et al., ACM MM 2020.
public enum ShotType: String, Sendable, CaseIterable {
  /// The face.
  case closeUp = "CU"
  /// Head and shoulders.
  case mediumCloseUp = "MCU"
  /// From the waist up.
  case medium = "MS"
  /// From the knees up.
  case mediumLong = "MLS"
  /// The whole body.
  case long = "LS"
  /// The whole stage.
  case extremeLong = "XLS"
  /// The audience.
  case audience = "ADS"
  /// An instrument and the hands on it.
  case instrument = "MIS"

  /// The names of all types, in the order of the columns.
  public static let names = allCases.map(\.rawValue)

  /// The number of the type's column, from 0.
  public var column: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The step on the scale of sizes, from 1 (close-up) to 6 (extreme long shot); `nil` for types off the scale.
  public var size: Int? {
    switch self {
    case .closeUp: 1
    case .mediumCloseUp: 2
    case .medium: 3
    case .mediumLong: 4
    case .long: 5
    case .extremeLong: 6
    case .audience, .instrument: nil
    }
  }
}
