extension TrackText: KeptArtifact {
  /// The text of bytes that ``kept()`` gave.
  ///
  /// - Throws: ``Failure`` if they are something else.
  public init(kept bytes: [UInt8]) throws(Failure) {
    self = try KeptValue.decoded(TrackText.self, from: bytes)
  }

  /// The path and the content as JSON.
  public func kept() throws -> [UInt8] { try KeptValue.encoded(self) }
}
