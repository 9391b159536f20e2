/// A stage that needs all of one track's inputs at once: beats, models, writers.
public protocol TrackStage: Stage {
  /// Works on one track. Pure: the same inputs give the same outputs, and files are the engine's matter.
  ///
  /// - Throws: ``Failure``, or what reading kept frames throws; the track fails, the others go on.
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts
}
