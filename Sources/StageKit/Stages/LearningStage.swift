/// A stage that learns from the corpus, and then works on each track with what it learned: networks, teachers.
///
/// Its models and documents come from learning, and are one for all tracks; all else comes from working on a track
/// (``PortKind/isShared``).
public protocol LearningStage: Stage {
  /// Whether it learns in this pipeline. If its settings name a finished model, it is a stage of single tracks.
  var learns: Bool { get }

  /// Learns from the tracks, and gives what is shared by all of them.
  ///
  /// The work may be killed at any moment: what shall not be done twice goes to the context's store. What is learned is
  /// kept by the engine, and learned again only from other tracks or with other settings.
  ///
  /// - Throws: ``Failure``; the stages that take from this one fail with it. `CancellationError` if the run is
  ///   interrupted.
  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts

  /// Works on one track. Pure: the same inputs give the same outputs.
  ///
  /// - Parameter learned: What ``learn(from:in:)`` gave; nothing if the stage does not learn.
  /// - Throws: ``Failure``, or what reading kept frames throws.
  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts
}
