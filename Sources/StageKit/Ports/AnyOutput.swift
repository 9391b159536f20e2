/// An output port of any type.
public protocol AnyOutput: AnyPort {
  /// The file ending of a document, without the dot; `nil` for other kinds.
  var fileExtension: String? { get }
  /// The type of the artifacts.
  var valueType: any Artifact.Type { get }
}
