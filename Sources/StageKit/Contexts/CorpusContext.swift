/// What a corpus stage may know and say besides its inputs.
public struct CorpusContext: Sendable {
  /// The program's version; empty for a stage that does not declare that its documents name it.
  public let version: String
  /// The key of the stage with all before it (stages, revisions, settings, wires, sample rate), in hexadecimal.
  public let pipelineHash: String
  /// How the frames on each input were made, by the input's name.
  public let lineages: [String: [Lineage]]
  /// How many threads the stage may use; what it gives must not depend on it.
  public let threads: Int
  /// Bytes that outlive the run if it is killed: checkpoints. They belong to the stage, its settings and its tracks.
  public let checkpoints: any Checkpoints

  private let cancellationCheck: @Sendable () throws -> Void
  private let progress: @Sendable (LearningProgress) -> Void
  private let warning: @Sendable (String) -> Void

  /// A context.
  ///
  /// - Parameters:
  ///   - lineages: How the frames on each input were made.
  ///   - checkpoints: Forgotten at the end of the run unless another is given.
  ///   - cancellationCheck: Throws `CancellationError` when the run is interrupted, whatever thread asks.
  ///   - progress: Is told how far the work is.
  ///   - warning: Takes a sentence for the run's report.
  public init(
    version: String, pipelineHash: String, lineages: [String: [Lineage]] = [:], threads: Int = 1,
    checkpoints: any Checkpoints = NoCheckpoints(),
    cancellationCheck: @escaping @Sendable () throws -> Void = { try Task.checkCancellation() },
    progress: @escaping @Sendable (LearningProgress) -> Void = { _ in },
    warning: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.version = version
    self.pipelineHash = pipelineHash
    self.lineages = lineages
    self.threads = threads
    self.checkpoints = checkpoints
    self.cancellationCheck = cancellationCheck
    self.progress = progress
    self.warning = warning
  }

  /// Ends long work when the run is interrupted; to be called often, from any thread.
  ///
  /// - Throws: `CancellationError`, which the stage lets pass.
  public func checkCancellation() throws { try cancellationCheck() }

  /// Tells how far the work is; as often as the stage likes.
  public func report(_ progress: LearningProgress) { self.progress(progress) }

  /// Reports something that a person should know, though the work goes on.
  public func warn(_ sentence: String) { warning(sentence) }
}
