/// What a corpus stage may know and say besides its inputs.
public struct CorpusContext: Sendable {
  /// The program's version.
  public let version: String
  /// The key of the stage with all before it (stages, revisions, settings, wires, sample rate), in hexadecimal.
  public let pipelineHash: String

  /// A context.
  public init(version: String, pipelineHash: String) {
    self.version = version
    self.pipelineHash = pipelineHash
  }
}
