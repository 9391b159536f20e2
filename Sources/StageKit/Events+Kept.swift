extension Events: KeptArtifact {
  /// The events of bytes that ``kept()`` gave.
  ///
  /// - Throws: ``StageFailure`` if they are something else.
  public init(kept bytes: [UInt8]) throws(StageFailure) {
    self.init(try KeptValue.decoded([Event].self, from: bytes))
  }

  /// The events as JSON.
  public func kept() throws -> [UInt8] { try KeptValue.encoded(events) }
}
