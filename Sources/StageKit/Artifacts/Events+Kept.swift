extension Events: KeptArtifact {
  /// The events of bytes that ``kept()`` gave.
  ///
  /// - Throws: ``Failure`` if they are something else.
  public init(kept bytes: [UInt8]) throws(Failure) {
    self.init(try KeptValue.decoded([Event].self, from: bytes))
  }

  /// The events as JSON.
  public func kept() throws -> [UInt8] { try KeptValue.encoded(events) }
}
