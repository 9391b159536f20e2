/// Which shot types a section's role asks for, and how long its shots are: the rules' data.
///
/// Choices of this project, with directions from the directing literature: verses tight, choruses wider, solos on the
/// hands, wide shots longer. Source: `plugins/Rules.md`.
public enum RoleTable {
  /// One role's row.
  public struct Row: Sendable {
    /// The share of each type in percent, in the order of ``ShotType/allCases``.
    public let shares: [Double]
    /// What the average shot length is multiplied by.
    public let length: Double
  }

  /// The row of a role, or of a section without one.
  // swift-format-ignore
  public static func row(for role: Role?) -> Row {
    switch role {
    //                                  CU MCU  MS MLS  LS XLS ADS MIS
    case nil:           Row(shares: [   12, 16, 18, 13, 13, 11,  6, 11], length: 1.0)
    case .intro:        Row(shares: [    4,  6, 10, 12, 20, 28,  6, 14], length: 1.5)
    case .verse:        Row(shares: [   18, 26, 22, 10,  8,  5,  2,  9], length: 1.15)
    case .build:        Row(shares: [   14, 18, 18, 12, 10,  8,  8, 12], length: 0.8)
    case .chorus:       Row(shares: [   10, 14, 16, 12, 15, 15, 12,  6], length: 0.85)
    case .solo:         Row(shares: [    6,  6, 10, 10,  8,  6,  6, 48], length: 0.95)
    case .bridge:       Row(shares: [   20, 18, 14, 10, 14, 12,  4,  8], length: 1.2)
    case .breakdown:    Row(shares: [   26, 18, 10,  6, 14, 14,  4,  8], length: 1.5)
    case .instrumental: Row(shares: [    8, 10, 16, 14, 14, 12,  6, 20], length: 1.0)
    case .outro:        Row(shares: [    8,  8, 10, 12, 20, 26, 10,  6], length: 1.4)
    case .applause:     Row(shares: [    2,  4,  6,  6, 14, 26, 40,  2], length: 1.2)
    }
  }
}
