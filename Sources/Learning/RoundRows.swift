import FoundationEssentials
import StageKit

/// What networks say of a song after each round of interactive learning: probabilities by the second.
///
/// How many rounds there are is not known when a plan is made, so the rows are no stream of a known width.
public struct RoundRows: JSONArtifact {
  /// Carried by ports of kind ``PortKind/events``.
  public static let type = ArtifactType(RoundRows.self, named: "rows by round", kind: .events)

  /// What one network, or an ensemble, says after a round.
  public struct Round: Sendable, Codable {
    /// What says it, and the round, such as `student, round 2`.
    public let name: String
    /// How many types there are.
    private let types: Int
    /// Little-endian numbers of 32 bits, row-major.
    private let values: Data

    /// The rows of a round.
    public init(name: String, rows: TypeRows) {
      self.name = name
      types = rows.types
      values = Data(
        rows.values.flatMap { value in withUnsafeBytes(of: Float(value).bitPattern.littleEndian, Array.init) })
    }

    /// The rows: shape (seconds, types).
    public var rows: TypeRows {
      let bytes = Array(values)
      let floats = stride(from: 0, to: bytes.count - 3, by: 4).map { start in
        Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) })
      }
      return TypeRows(types: types, floats: floats)
    }
  }

  /// The rounds, in the order of the report's rows.
  public let rounds: [Round]

  /// Rounds of a song.
  public init(_ rounds: [Round]) {
    self.rounds = rounds
  }
}
