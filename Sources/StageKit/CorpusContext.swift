/// What a corpus stage may know and say besides its inputs.
public struct CorpusContext: Sendable {
  /// The program's version.
  public let version: String
  /// The pipeline's hash, in hexadecimal.
  public let pipelineHash: String

  /// A context.
  public init(version: String, pipelineHash: String) {
    self.version = version
    self.pipelineHash = pipelineHash
  }
}
