/// One step of a pipeline as a Swift type: what extractors, models and writers share.
///
/// A stage is a value made from its settings. It conforms to one of ``FrameStage``, ``TrackStage``, ``CorpusStage`` and
/// ``LearningStage``, according to how much of the corpus it must see at once, and becomes a ``StageKind`` in its
/// plugin's list.
public protocol Stage: StageWorker {
  /// The single source of the stage's id, sentences, ports and parameters.
  static var declaration: StageDeclaration { get }

  /// Makes the stage; cheap, without signal code.
  ///
  /// - Parameter settings: Each value is within its own parameter's range.
  /// - Throws: ``Failure`` if values contradict each other.
  init(_ settings: Settings) throws(Failure)
}

/// A stage that works on frames as they stream by.
public typealias FrameStage = Stage & FrameWorker
/// A stage that needs all of one track's inputs at once.
public typealias TrackStage = Stage & TrackWorker
/// A stage that needs the tracks of a run.
public typealias CorpusStage = Stage & CorpusWorker

/// A stage that learns from the corpus, unless its settings name a finished model; then it works track by track.
public protocol LearningStage: Stage, LearningWorker {
  /// Whether it learns in this pipeline.
  var learns: Bool { get }
}
