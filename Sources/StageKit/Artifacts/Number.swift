/// One number that describes a whole track, such as a tempo in beats per minute.
public struct Number: Artifact, Hashable {
  /// Carried by ports of kind ``PortKind/number``.
  public static let type = ArtifactType(Number.self, kind: .number)

  /// The number, in the unit that the giving port's sentence states.
  public let value: Double

  /// A number for a whole track.
  public init(_ value: Double) {
    self.value = value
  }
}

extension Number {
  /// The number of eight bytes.
  ///
  /// - Throws: ``Failure`` if there are more or fewer.
  public init(encoded bytes: any ByteSource) throws {
    guard bytes.count == 8 else { throw JSONForm.damaged }
    self.init(Double(bitPattern: try bytes.all().reduce(0) { $0 << 8 | UInt64($1) }))
  }

  /// The number's bits, the highest first: a number that is none is stored as well.
  public func encode(to sink: inout any ByteSink) throws {
    try sink.write((0..<8).reversed().map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) })
  }
}
