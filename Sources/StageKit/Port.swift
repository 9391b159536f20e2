/// A port of any type, as declarations, help and the plan checker see it.
public protocol AnyPort: Sendable {
  /// The port's name.
  var name: String { get }
  /// One sentence for help.
  var doc: String { get }
  /// The kind of artifact.
  var kind: PortKind { get }
}

/// An input port of any type.
public protocol AnyInput: AnyPort {
  /// Whether the plan is invalid if nothing is wired to the port.
  var isRequired: Bool { get }
  /// Whether the port takes several artifacts, in order.
  var isList: Bool { get }
}

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

/// An output port. A stage's first output is the one that its bare name refers to.
public struct Output<Value: Artifact>: AnyOutput {
  /// The port's name.
  public let name: String
  /// One sentence for help.
  public let doc: String
  /// The file ending of a document, without the dot; `nil` for other kinds.
  public let fileExtension: String?

  /// An output.
  public init(_ name: String, fileExtension: String? = nil, _ doc: String) {
    self.name = name
    self.doc = doc
    self.fileExtension = fileExtension
  }

  /// The kind of artifact.
  public var kind: PortKind { Value.kind }
}

/// An output port of any type.
public protocol AnyOutput: AnyPort {
  /// The file ending of a document, without the dot; `nil` for other kinds.
  var fileExtension: String? { get }
}
