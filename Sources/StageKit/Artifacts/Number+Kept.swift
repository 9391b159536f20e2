extension Number: KeptArtifact {
  /// The number of bytes that ``kept()`` gave.
  ///
  /// - Throws: ``Failure`` if they are something else.
  public init(kept bytes: [UInt8]) throws(Failure) {
    guard bytes.count == 8 else { throw KeptValue.failure }
    self.init(Double(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) }))
  }

  /// The number's bits, the highest first: a number that is none is kept as well.
  public func kept() -> [UInt8] {
    (0..<8).reversed().map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
  }
}
