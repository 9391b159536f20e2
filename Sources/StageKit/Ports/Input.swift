/// An input that must be wired.
public struct Input<Value: Artifact>: AnyInput {
  /// The port's name.
  public let name: String
  /// One sentence for help.
  public let doc: String

  /// An input that must be wired.
  public init(_ name: String, _ doc: String) {
    self.name = name
    self.doc = doc
  }

  /// The kind of artifact.
  public var kind: PortKind { Value.kind }
  /// Always.
  public var isRequired: Bool { true }
  /// Never.
  public var isList: Bool { false }
}
