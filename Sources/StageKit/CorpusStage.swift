/// A stage that needs the tracks of a run: training, evaluation, statistics.
public protocol CorpusStage: Stage {
  /// Works on all tracks that reached the stage, in the order of their names.
  ///
  /// - Throws: ``StageFailure``; the run fails, but no track's documents are lost.
  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts
}

/// The tracks of a run, as a corpus stage sees them.
public protocol Corpus: Sendable {
  /// The tracks, sorted by name.
  var tracks: [TrackInfo] { get }

  /// The stage's inputs for one track, fetched when asked for.
  func inputs(of track: TrackInfo) throws -> Artifacts
}

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
