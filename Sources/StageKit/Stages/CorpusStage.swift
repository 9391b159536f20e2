/// A stage that needs the tracks of a run, and gives models and documents: statistics, evaluation.
public protocol CorpusStage: Stage {
  /// Works on all tracks that reached the stage, in the order of their names.
  ///
  /// - Throws: ``Failure``; the run fails, but no track's documents are lost.
  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts
}
