/// An input that may stay unwired.
public struct OptionalInput<Value: Artifact>: AnyInput {
  /// The port's name.
  public let name: String
  /// One sentence for help.
  public let doc: String

  /// An input that may stay unwired.
  public init(_ name: String, _ doc: String) {
    self.name = name
    self.doc = doc
  }

  /// The kind of artifact.
  public var kind: PortKind { Value.kind }
  /// Never.
  public var isRequired: Bool { false }
  /// Never.
  public var isList: Bool { false }
}
