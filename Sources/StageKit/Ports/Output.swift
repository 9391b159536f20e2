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

  /// The type of the artifacts.
  public var type: ArtifactType { Value.type }
}
