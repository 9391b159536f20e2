/// A port of any type, as declarations, help and the plan checker see it.
public protocol AnyPort: Sendable {
  /// The port's name.
  var name: String { get }
  /// One sentence for help.
  var doc: String { get }
  /// The type of the artifacts.
  var type: ArtifactType { get }
}

extension AnyPort {
  /// The kind of artifact.
  public var kind: PortKind { type.kind }
}

/// An input port of any type.
public protocol AnyInput: AnyPort {
  /// Whether the plan is invalid if nothing is wired to the port.
  var isRequired: Bool { get }
  /// Whether the port takes several artifacts, in order.
  var isList: Bool { get }
}

/// An output port of any type.
public protocol AnyOutput: AnyPort {
  /// The file ending of a document, without the dot; `nil` for other kinds.
  var fileExtension: String? { get }
}
