/// An input that takes several artifacts, in the order in which the pipeline names them.
public struct ListInput<Value: Artifact>: AnyInput {
  /// The port's name.
  public let name: String
  /// One sentence for help.
  public let doc: String
  /// Whether at least one artifact must be wired.
  public let isRequired: Bool

  /// An input that takes one or more artifacts; or any number, if it is not required.
  public init(_ name: String, isRequired: Bool = true, _ doc: String) {
    self.name = name
    self.doc = doc
    self.isRequired = isRequired
  }

  /// The kind of artifact.
  public var kind: PortKind { Value.kind }
  /// Always.
  public var isList: Bool { true }
}
