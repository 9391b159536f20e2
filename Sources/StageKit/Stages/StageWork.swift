/// What a stage does in a plan, once it is made from its settings.
public enum StageWork: Sendable {
  /// Blocks of frames as they stream by.
  case frame(any FrameWorker)
  /// All of one track.
  case track(any TrackWorker)
  /// The tracks of a run.
  case corpus(any CorpusWorker)
  /// The tracks of a run, and then each with what was learned.
  case learner(any LearningWorker)

  /// How much of the corpus the work sees at once.
  public var granularity: Granularity {
    switch self {
    case .frame: .frame
    case .track: .track
    case .corpus: .corpus
    case .learner: .learner
    }
  }

  /// Who works.
  public var worker: any StageWorker {
    switch self {
    case .frame(let worker): worker
    case .track(let worker): worker
    case .corpus(let worker): worker
    case .learner(let worker): worker
    }
  }
}

/// Whoever does a stage's work: a Swift type, or what stands for a program outside.
public protocol StageWorker: Sendable {
  /// Checks the formats of the inputs that have one, and tells those of the outputs.
  ///
  /// - Throws: ``Failure`` for a quantity, width or rate that the stage cannot take.
  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats

  /// Whether a stage that works on a corpus takes an input of the tracks of a part: what it does not take is not made for
  /// it, and changes nothing about what it gives.
  func takes(_ input: any AnyInput, of part: TrackPart) -> Bool
}

extension StageWorker {
  /// All of all tracks.
  public func takes(_ input: any AnyInput, of part: TrackPart) -> Bool { true }

  /// For stages without formats on either side.
  public func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats { FrameFormats() }
}

/// Works on frames as they stream by, block by block, and holds nothing that grows with the track.
public protocol FrameWorker: StageWorker {
  /// Makes the processor of one track.
  ///
  /// - Parameter inputs: The formats that ``StageWorker/formats(for:)`` accepted.
  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor
}

/// Works on all of one track's inputs at once: beats, models, writers.
public protocol TrackWorker: StageWorker {
  /// Works on one track. Pure: the same inputs give the same outputs, and files are the engine's matter.
  ///
  /// - Throws: ``Failure``, or what reading frames throws; the track fails, the others go on.
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts
}

/// Works on the tracks of a run, and gives models and documents: statistics, evaluation.
public protocol CorpusWorker: StageWorker {
  /// Works on all tracks that reached the stage, in the order of their names.
  ///
  /// - Throws: ``Failure``; the run fails, but no track's documents are lost.
  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts
}

/// Learns from the corpus, and then works on each track with what it learned: networks, teachers.
///
/// Its models and documents come from learning, and are one for all tracks; all else comes from working on a track
/// (``PortKind/isShared``).
public protocol LearningWorker: StageWorker {
  /// Learns from the tracks, and gives what is shared by all of them.
  ///
  /// The work may be killed at any moment: what shall not be done twice goes to the context's checkpoints. What is learned
  /// is stored by the engine, and learned again only from other tracks or with other settings.
  ///
  /// - Throws: ``Failure``; the stages that take from this one fail with it. `CancellationError` if the run is
  ///   interrupted.
  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts

  /// Works on one track. Pure: the same inputs give the same outputs.
  ///
  /// - Parameter learned: What ``learn(from:in:)`` gave; nothing if the stage does not learn.
  /// - Throws: ``Failure``, or what reading frames throws.
  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts
}
