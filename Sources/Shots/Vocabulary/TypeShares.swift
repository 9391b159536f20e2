import StageKit

/// How much of a song each shot type may take: `{ADS: [0, 0.12], CU: [0.1, 0.4]}`, from the least to the most share of the
/// time. Types that are not named are free.
public struct TypeShares: ParameterValue, Hashable {
  /// What settings of this type are called.
  public static let typeName = "shares of time by shot type"

  private static let form = "{ADS: [0, 0.12]}, a least and a most share from 0 to 1"

  /// The least and the most share of the time by type, within 0 and 1.
  public let limits: [String: ClosedRange<Double>]

  /// No limits.
  public static let free = TypeShares([:])

  /// Limits by type, within 0 and 1.
  public init(_ limits: [String: ClosedRange<Double>]) {
    self.limits = limits
  }

  /// Pairs of shares by type.
  public static func form(unit: Unit?, in range: ClosedRange<Double>?) -> WrittenForm {
    .mapping(.list(.number(in: 0...1, unit: .share), count: 2...2, takesOne: false))
  }

  /// Reads a mapping of types to pairs of shares; a share may be written in percent.
  ///
  /// - Throws: ``Failure`` for another form, a share out of range, a type that is there twice, or least shares that are
  ///   more than the whole together.
  public init(_ setting: RawSetting, unit: Unit?) throws(Failure) {
    guard case .mapping(let entries) = setting else {
      throw Failure("expected \(Self.form), found \(setting.noun)")
    }
    var limits: [String: ClosedRange<Double>] = [:]
    for entry in entries {
      guard case .list(let ends) = entry.value, ends.count == 2 else {
        throw Failure("expected \(Self.form), found \(entry.value.noun) for \(entry.key)")
      }
      let least = try Double(ends[0], unit: .share)
      let most = try Double(ends[1], unit: .share)
      guard least >= 0, most <= 1, least <= most else {
        throw Failure("\(entry.key): [\(least.text), \(most.text)] are no shares", remedy: "write \(Self.form)")
      }
      guard limits.updateValue(least...most, forKey: entry.key) == nil else {
        throw Failure("\(entry.key) is there twice", remedy: "give each type one pair of shares")
      }
    }
    let least = limits.values.reduce(0) { $0 + $1.lowerBound }
    guard least <= 1 else {
      throw Failure("the least shares are \(least.text) together", remedy: "lower them to at most 1 together")
    }
    self.init(limits)
  }

  /// The limits of some columns of a vocabulary.
  public init(_ limits: [Int: ClosedRange<Double>], in vocabulary: Vocabulary) {
    self.init(Dictionary(uniqueKeysWithValues: limits.map { (vocabulary.types[$0], $1) }))
  }

  /// The limits by column of a vocabulary.
  ///
  /// - Throws: ``Failure`` for a type that is not in it, or is there by two names.
  public func columns(in vocabulary: Vocabulary) throws(Failure) -> [Int: ClosedRange<Double>] {
    var columns: [Int: ClosedRange<Double>] = [:]
    for (type, limit) in limits.sorted(by: { $0.key < $1.key }) {
      guard columns.updateValue(limit, forKey: try vocabulary.column(of: type)) == nil else {
        throw Failure("\(type) is there by two names", remedy: "give each type one pair of shares")
      }
    }
    return columns
  }

  /// The limits as they are read, in the order of the types' names.
  public var text: String {
    let parts = limits.sorted { $0.key < $1.key }.map { type, shares in
      "\(type): [\(shares.lowerBound.text), \(shares.upperBound.text)]"
    }
    return "{\(parts.joined(separator: ", "))}"
  }
}
