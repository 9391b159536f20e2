/// One number that describes a whole track, such as a tempo in beats per minute.
public struct Number: Artifact, Hashable {
  /// Carried by ports of kind ``PortKind/number``.
  public static let kind = PortKind.number

  /// The number, in the unit that the giving port's sentence states.
  public let value: Double

  /// A number for a whole track.
  public init(_ value: Double) {
    self.value = value
  }
}
