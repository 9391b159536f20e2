/// A stage that pipelines can use, as a value: what it declares, and how it is made from its settings.
///
/// `StageKind(Mel.self)` is that of a Swift type; whoever finds stages at run time makes others.
public struct StageKind: Sendable {
  /// All that is known of the stage before it runs.
  public let declaration: StageDeclaration
  /// How much of the corpus the stage sees at once. One that learns may be made into one that works on tracks.
  public let granularity: Granularity

  private let maker: @Sendable (Settings) throws(Failure) -> StageWork

  /// A kind of stage.
  ///
  /// - Parameter make: Makes the stage from settings of which each is within its own range; cheap. Throws if values
  ///   contradict each other.
  public init(
    _ declaration: StageDeclaration, granularity: Granularity,
    make: @escaping @Sendable (Settings) throws(Failure) -> StageWork
  ) {
    self.declaration = declaration
    self.granularity = granularity
    maker = make
  }

  /// The stage with its settings.
  ///
  /// - Throws: ``Failure`` if values contradict each other.
  public func make(_ settings: Settings) throws(Failure) -> StageWork { try maker(settings) }

  /// What the stage gives when it does this work: all that is declared, but nothing shared where a stage that could learn
  /// works with a finished model.
  public func outputs(of work: StageWork) -> [any AnyOutput] {
    let hasLearned = granularity == .learner && work.granularity == .track
    return hasLearned ? declaration.outputs.filter { !$0.kind.isShared } : declaration.outputs
  }
}

extension StageKind {
  /// The kind of a frame stage.
  public init<Kind: FrameStage>(_ type: Kind.Type) {
    self.init(Kind.declaration, granularity: .frame) { (settings) throws(Failure) in .frame(try Kind(settings)) }
  }

  /// The kind of a track stage.
  public init<Kind: TrackStage>(_ type: Kind.Type) {
    self.init(Kind.declaration, granularity: .track) { (settings) throws(Failure) in .track(try Kind(settings)) }
  }

  /// The kind of a corpus stage.
  public init<Kind: CorpusStage>(_ type: Kind.Type) {
    self.init(Kind.declaration, granularity: .corpus) { (settings) throws(Failure) in .corpus(try Kind(settings)) }
  }

  /// The kind of a stage that learns.
  public init<Kind: LearningStage>(_ type: Kind.Type) {
    self.init(Kind.declaration, granularity: .learner) { (settings) throws(Failure) in
      let stage = try Kind(settings)
      return stage.learns ? .learner(stage) : .track(FinishedLearner(stage: stage))
    }
  }
}

/// A stage that could learn and has a finished model: it works on tracks.
private struct FinishedLearner: TrackWorker {
  let stage: any LearningStage

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats { try stage.formats(for: inputs) }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    try stage.run(inputs, learned: Artifacts(), in: context)
  }
}
