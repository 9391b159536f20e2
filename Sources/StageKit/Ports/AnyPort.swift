/// A port of any type, as declarations, help and the plan checker see it.
public protocol AnyPort: Sendable {
  /// The port's name.
  var name: String { get }
  /// One sentence for help.
  var doc: String { get }
  /// The kind of artifact.
  var kind: PortKind { get }
}
