import FoundationEssentials
import StageKit

/// The mean of the training tracks' largest sums: as simple as a model can be.
struct Mean: Artifact {
  static let type = ArtifactType(Mean.self, named: "mean", kind: .model)

  let number: Number

  init(_ number: Number) { self.number = number }

  init(encoded bytes: any ByteSource) throws { number = try Number(encoded: bytes) }

  func encode(to sink: inout any ByteSink) throws { try number.encode(to: &sink) }
}

/// Learns a mean, one track per epoch with a checkpoint after each, and gives each track's distance from it.
struct Learn: LearningStage {
  /// It in a pipeline, with a document of each track that comes before it and one that comes after.
  static let stagesAround = """
      groups: {use: groups}
      share: {use: share}
      early: {use: print, in: {frames: share}, to: '{track}.early'}
      learn: {use: learn, in: {other: none}}
      print: {use: print, in: {frames: learn}}

    """

  static let largest = Input<Number>("largest", "Each track's largest sum.")
  static let other = OptionalInput<Mean>("other", "Another model, which is added.")
  static let model = Output<Mean>("model", "The mean of the training tracks.")
  static let diary = Output<Document>("diary", fileExtension: "diary", "What was learned from.")
  static let distance = Output<Frames>("distance", "A row with the track's distance from the mean.")
  static let bias = Parameter("bias", default: 0.0, in: -1...1, "What is added to the mean.")
  static let finished = Parameter<Double?>("finished", default: nil, in: 0...1, "A mean that was learned before.")
  static let brake = Parameter("brake", default: "", "While there is such a file, learning fails after an epoch.")
  static let pause = Parameter("pause", default: "", "While there is such a file, learning waits after an epoch.")
  static let declaration = StageDeclaration(
    id: "learn", doc: "Learns a mean.", source: "These tests.", inputs: [largest, other],
    outputs: [distance, model, diary], parameters: [bias, finished, brake, pause])

  private struct Checkpoint: Codable {
    var names: [String] = []
    var sum = 0.0
  }

  let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  var learns: Bool { settings[Self.finished] == nil }

  func formats(for inputs: FrameFormats) -> FrameFormats {
    var formats = FrameFormats()
    formats[Self.distance] = format
    return formats
  }

  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    var state = Checkpoint()
    if let bytes = context.checkpoints.bytes(of: "sum") { state = try JSONForm.decoded(Checkpoint.self, from: bytes) }
    let first = state.names.count
    let training = corpus.tracks.filter { $0.part == .training }
    for track in training.dropFirst(first) {
      try context.checkCancellation()
      state.sum += try corpus.inputs(of: track)[Self.largest].value
      state.names.append(track.name)
      try context.checkpoints.write(try JSONForm.encoded(state), as: "sum")
      context.report(
        LearningProgress(
          phase: "", epoch: state.names.count, epochs: training.count, loss: 0.5, validationError: nil, secondsLeft: 1))
      if FileManager.default.fileExists(atPath: settings[Self.brake]) { throw Failure("the brake is on") }
      while FileManager.default.fileExists(atPath: settings[Self.pause]) { try context.checkCancellation() }
    }
    let other = corpus.shared[Self.other]?.number.value ?? 0
    var artifacts = Artifacts()
    artifacts[Self.model] = Mean(Number(state.sum / Double(state.names.count) + settings[Self.bias] + other))
    artifacts[Self.diary] = Document(text: "\(state.names.joined(separator: " ")), from \(first) on")
    return artifacts
  }

  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    guard let mean = settings[Self.finished] ?? learned[Self.model]?.number.value else {
      throw Failure("has nothing to work with")
    }
    var artifacts = Artifacts()
    artifacts[Self.distance] = Frames(format: format, values: [Float(try inputs[Self.largest].value - mean)])
    return artifacts
  }

  private var format: FrameFormat { FrameFormat(quantity: .samples, width: 1, rate: 1, sampleRate: 0) }
}

/// Twice the rows: a track's stage between one that learns and a writer.
struct Twice: TrackStage {
  static let frames = Input<Frames>("frames", "The rows to double.")
  static let doubled = Output<Frames>("doubled", "Twice the rows.")
  static let names = Output<Document>("names", fileExtension: "name", "The track's name.")
  static let declaration = StageDeclaration(
    id: "twice", doc: "Doubles rows.", source: "These tests.", inputs: [frames], outputs: [doubled, names])

  init(_ settings: Settings) {}

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    var formats = FrameFormats()
    formats[Self.doubled] = try inputs[Self.frames]
    return formats
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    let frames = try inputs[Self.frames]
    var artifacts = Artifacts()
    artifacts[Self.doubled] = Frames(format: frames.format, values: try frames.values().map { 2 * $0 })
    artifacts[Self.names] = Document(text: context.track.name)
    return artifacts
  }
}

/// A model as text, for each track.
struct Quote: TrackStage {
  static let model = Input<Mean>("model", "The model to quote.")
  static let quote = Output<Document>("quote", fileExtension: "quote", "The model's number.")
  static let declaration = StageDeclaration(
    id: "quote", doc: "Writes a model down.", source: "These tests.", inputs: [model], outputs: [quote])

  init(_ settings: Settings) {}

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    var artifacts = Artifacts()
    artifacts[Self.quote] = Document(text: "\(try inputs[Self.model].number.value)")
    return artifacts
  }
}

/// A table of what a learning stage gave of the tracks that are not for training.
struct Judge: CorpusStage {
  static let distance = Input<Frames>("distance", "Each track's distance.")
  static let table = Output<Document>("table", fileExtension: "table", "A line per track.")
  static let declaration = StageDeclaration(
    id: "judge", doc: "Lists distances of tracks.", source: "These tests.", inputs: [distance], outputs: [table])

  init(_ settings: Settings) {}

  func takes(_ input: any AnyInput, of part: TrackPart) -> Bool { part == .test }

  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    let lines = try corpus.tracks.filter { $0.part == .test }.map { track in
      "\(track.name) \(try corpus.inputs(of: track)[Self.distance].values()[0])\n"
    }
    context.warn("judged")
    var artifacts = Artifacts()
    artifacts[Self.table] = Document(text: lines.joined())
    return artifacts
  }
}
