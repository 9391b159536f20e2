import StageKit

extension ShotPlan: KeptArtifact {
  /// The plan of bytes that ``kept()`` gave.
  ///
  /// - Throws: ``Failure`` if they are something else.
  public init(kept bytes: [UInt8]) throws(Failure) {
    let record = try KeptValue.decoded(Record.self, from: bytes)
    try self.init(record.shots, rate: record.rate, start: record.start, types: record.types)
  }

  /// The plan as JSON.
  public func kept() throws -> [UInt8] {
    try KeptValue.encoded(Record(rate: rate, start: start.frame, shots: shots, types: types))
  }

  /// What a plan is made of.
  private struct Record: Codable {
    let rate: FrameRate
    let start: Int
    let shots: [Shot]
    let types: [String]
  }
}
