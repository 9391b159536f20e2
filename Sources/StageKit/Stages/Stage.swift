/// One step of a pipeline: the protocol that extractors, models and writers share.
///
/// A stage is a value made from its settings. It conforms to one of ``FrameStage``, ``TrackStage``, ``CorpusStage`` and
/// ``LearningStage``, according to how much of the corpus it must see at once.
public protocol Stage: Sendable {
  /// The single source of the stage's id, sentences, ports and parameters.
  static var declaration: StageDeclaration { get }

  /// Makes the stage; cheap, without signal code.
  ///
  /// - Parameter settings: Each value is within its own parameter's range.
  /// - Throws: ``Failure`` if values contradict each other.
  init(_ settings: Settings) throws(Failure)

  /// Checks the formats of the streams on its inputs and tells those of its outputs.
  ///
  /// - Throws: ``Failure`` for a quantity, width or rate that the stage cannot take.
  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats
}

extension Stage {
  /// What the stage gives with its settings: all that is declared, but no model and no document where a stage that could
  /// learn works with a finished model.
  public var outputs: [any AnyOutput] {
    let declared = Self.declaration.outputs
    guard let learner = self as? any LearningStage, !learner.learns else { return declared }
    return declared.filter { !$0.kind.isShared }
  }

  /// For stages without streams on either side.
  public func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats { FrameFormats() }
}
