import StageKit

extension ShotPlan {
  /// The plan of what ``encode(to:)-(Encoder)`` wrote.
  public init(from decoder: any Decoder) throws {
    let record = try Record(from: decoder)
    try self.init(record.shots, rate: record.rate, start: record.start, types: record.types)
  }

  /// The plan as the store has it; what people read is written by `write.json`.
  public func encode(to encoder: any Encoder) throws {
    try Record(rate: rate, start: start.frame, shots: shots, types: types).encode(to: encoder)
  }

  /// What a plan is made of.
  private struct Record: Codable {
    let rate: FrameRate
    let start: Int
    let shots: [Shot]
    let types: [String]
  }
}
