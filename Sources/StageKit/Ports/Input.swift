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

  /// The type of the artifacts.
  public var type: ArtifactType { Value.type }
  /// Always.
  public var isRequired: Bool { true }
  /// Never.
  public var isList: Bool { false }
}

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

  /// The type of the artifacts.
  public var type: ArtifactType { Value.type }
  /// Never.
  public var isRequired: Bool { false }
  /// Never.
  public var isList: Bool { false }
}

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

  /// The type of the artifacts.
  public var type: ArtifactType { Value.type }
  /// Always.
  public var isList: Bool { true }
}
