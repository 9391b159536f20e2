/// How much of a corpus a stage sees at once.
public enum Granularity: String, Sendable {
  /// Blocks of frames as they stream by.
  case frame
  /// All of one track.
  case track
  /// The tracks of a run. Stages that learn work on each track afterwards.
  case corpus

  /// The granularity of a stage type, from the protocol it conforms to; `nil` if it conforms to none.
  public init?(of stage: any Stage.Type) {
    if stage is any FrameStage.Type {
      self = .frame
    } else if stage is any TrackStage.Type {
      self = .track
    } else if stage is any CorpusStage.Type || stage is any LearningStage.Type {
      self = .corpus
    } else {
      return nil
    }
  }

  /// The granularity of a stage with its settings: one that could learn, but has a finished model, works track by track.
  public init?(of stage: any Stage) {
    if let learner = stage as? any LearningStage, !learner.learns {
      self = .track
    } else {
      self.init(of: type(of: stage))
    }
  }
}
