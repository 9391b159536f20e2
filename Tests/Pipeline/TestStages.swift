import StageKit

/// A stage with every kind of parameter, made to be set wrongly.
struct MelStage: FrameStage {
  static let audio = Input<Samples>("audio", "The sound to analyse.")
  static let mel = Output<Frames>("mel", "Power in bands.")
  static let bands = Parameter("bands", elsewhere: ["n_mels"], default: 128, in: 1...512, "How many bands there are.")
  static let low = Parameter("low", default: 0.0, unit: .hertz, in: 0...96_000, "The lowest frequency.")
  static let high = Parameter("high", default: 11_025.0, unit: .hertz, in: 0...96_000, "The highest frequency.")
  static let declaration = StageDeclaration(
    id: "mel", doc: "Mel spectrogram of a track.", source: "librosa.feature.melspectrogram", inputs: [audio],
    outputs: [mel], parameters: [bands, low, high])

  let bands: Int

  init(_ settings: Settings) throws(Failure) {
    bands = settings[Self.bands]
    guard settings[Self.low] < settings[Self.high] else {
      throw Failure("low is not below high", remedy: "lower low or raise high")
    }
  }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let audio = try inputs[Self.audio]
    var formats = FrameFormats()
    formats[Self.mel] = FrameFormat(
      quantity: .melPower, width: bands, rate: audio.rate / 512, sampleRate: audio.sampleRate)
    return formats
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor { throw Failure("is for plans only") }
}

/// Takes mel frames of at least 40 bands, and gives events and a number.
struct BeatsStage: TrackStage {
  static let mel = Input<Frames>("mel", "Mel frames of the track.")
  static let beats = Output<Events>("beats", "The times of beats.")
  static let tempo = Output<Number>("tempo", "Tempo in beats per minute.")
  static let declaration = StageDeclaration(
    id: "beats", doc: "Beats of a track.", source: "Ellis 2007", inputs: [mel], outputs: [beats, tempo])

  init(_ settings: Settings) {}

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    let mel = try inputs[Self.mel]
    try mel.require(.melPower)
    guard mel.width >= 40 else { throw Failure("takes at least 40 bands, but is given \(mel.width)") }
    return FrameFormats()
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
}

/// Takes frames of any number of stages, and gives frames of another quantity.
struct PoolStage: FrameStage {
  static let frames = ListInput<Frames>("frames", "Frames to pool.")
  static let features = Output<Frames>("features", "Pooled frames.")
  static let period = Parameter("period", default: 1.0, unit: .seconds, in: 0.1...10, "Time between two rows.")
  static let declaration = StageDeclaration(
    id: "pool", doc: "Means of frames over a period.", source: "own", inputs: [frames], outputs: [features],
    parameters: [period])

  let period: Double

  init(_ settings: Settings) { period = settings[Self.period] }

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    var formats = FrameFormats()
    formats[Self.features] = FrameFormat(
      quantity: .chroma, width: inputs[Self.frames].reduce(0) { $0 + $1.width }, rate: 1 / period, sampleRate: 22_050)
    return formats
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor { throw Failure("is for plans only") }
}

/// Takes events, and a number and a model if there are any.
struct CutsStage: TrackStage {
  static let beats = Input<Events>("beats", "Where cuts may be.")
  static let tempo = OptionalInput<Number>("tempo", "Tempo in beats per minute.")
  static let model = OptionalInput<Weights>("model", "A trained model.")
  static let cuts = Output<Events>("cuts", "The times of cuts.")
  static let shortest = Parameter("shortest", default: 1.2, unit: .seconds, in: 0.1...60, "Shortest shot.")
  static let weights = Parameter("weights", default: [1.0, 2.0], in: 0...10, "Weights of the rules.")
  static let file = Parameter("file", default: TrackFile?.none, "A file of fixed cuts.")
  static let declaration = StageDeclaration(
    id: "cuts", doc: "Cuts of a film.", source: "own", inputs: [beats, tempo, model], outputs: [cuts],
    parameters: [shortest, weights, file])

  init(_ settings: Settings) {}
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
}

/// Gives one document.
struct WriteStage: TrackStage {
  static let cuts = Input<Events>("cuts", "What to write.")
  static let document = Output<Document>("document", fileExtension: "txt", "The cuts as text.")
  static let declaration = StageDeclaration(
    id: "write.txt", doc: "Cuts as text.", source: "own", inputs: [cuts], outputs: [document])

  init(_ settings: Settings) {}
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
}

/// Gives two documents.
struct WritePairStage: TrackStage {
  static let cuts = Input<Events>("cuts", "What to write.")
  static let text = Output<Document>("text", fileExtension: "txt", "The cuts as text.")
  static let table = Output<Document>("table", fileExtension: "csv", "The cuts as a table.")
  static let declaration = StageDeclaration(
    id: "write.pair", doc: "Cuts as text and table.", source: "own", inputs: [cuts], outputs: [text, table])

  init(_ settings: Settings) {}
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
}

/// Gives a document made of several.
struct MergeStage: TrackStage {
  static let texts = ListInput<Document>("texts", "What to merge.")
  static let text = Output<Document>("text", fileExtension: "all.txt", "All of them, under their stages' names.")
  static let declaration = StageDeclaration(
    id: "merge", doc: "Texts as one.", source: "own", inputs: [texts], outputs: [text])

  init(_ settings: Settings) {}
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
}

/// A trained model.
struct Weights: JSONArtifact {
  static let type = ArtifactType(Weights.self, named: "weights", kind: .model)
}

/// Gives a model and a report of the whole corpus.
struct TrainStage: CorpusStage {
  static let beats = Input<Events>("beats", "What to learn.")
  static let model = Output<Weights>("model", "The trained model.")
  static let report = Output<Document>("report", fileExtension: "json", "How training went.")
  static let declaration = StageDeclaration(
    id: "train", doc: "Trains a model.", source: "own", inputs: [beats], outputs: [model, report])

  init(_ settings: Settings) {}
  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts { Artifacts() }
}

/// Learns a model, or has one, and gives frames of each track.
struct StudentStage: LearningStage {
  static let beats = Input<Events>("beats", "What to learn.")
  static let types = Output<Frames>("types", "What it makes of a track.")
  static let model = Output<Weights>("model", "The trained model.")
  static let report = Output<Document>("report", fileExtension: "json", "How training went.")
  static let finished = Parameter("finished", default: false, "Whether there is a finished model.")
  static let declaration = StageDeclaration(
    id: "student", doc: "Trains a model and applies it.", source: "own", inputs: [beats],
    outputs: [types, model, report], parameters: [finished])

  let learns: Bool

  init(_ settings: Settings) { learns = !settings[Self.finished] }

  func formats(for inputs: FrameFormats) -> FrameFormats {
    var formats = FrameFormats()
    formats[Self.types] = FrameFormat(quantity: .shotTypes, width: 8, rate: 1, sampleRate: 22_050)
    return formats
  }

  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts { Artifacts() }
  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
}

/// Gives a document of frames.
struct DumpStage: TrackStage {
  static let frames = Input<Frames>("frames", "What to write.")
  static let document = Output<Document>("document", fileExtension: "npy", "The frames as an array.")
  static let declaration = StageDeclaration(
    id: "dump", doc: "Frames as an array.", source: "own", inputs: [frames], outputs: [document])

  init(_ settings: Settings) {}
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
}

/// Forgets to tell its format, or tells one that cannot be.
struct FaultyStage: TrackStage {
  static let frames = Output<Frames>("chroma", "Frames of a faulty format.")
  static let rate = Parameter("rate", default: 0.0, in: 0...1e300, "The rate to tell, none if 0.")
  static let declaration = StageDeclaration(
    id: "faulty", doc: "Tells a wrong format.", source: "own", inputs: [], outputs: [frames], parameters: [rate])

  let rate: Double

  init(_ settings: Settings) { rate = settings[Self.rate] }

  func formats(for inputs: FrameFormats) -> FrameFormats {
    var formats = FrameFormats()
    if rate > 0 {
      formats[Self.frames] = FrameFormat(quantity: .chroma, width: 12, rate: rate, sampleRate: 22_050)
    }
    return formats
  }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
}

/// Writes cuts or frames.
struct WriteEitherStage: TrackStage {
  static let cuts = OptionalInput<Events>("cuts", "The cuts to write.")
  static let frames = OptionalInput<Frames>("frames", "The frames to write.")
  static let document = Output<Document>("document", fileExtension: "tab", "A table.")
  static let declaration = StageDeclaration(
    id: "write.either", doc: "Cuts or frames as a table.", source: "own", inputs: [cuts, frames],
    oneOf: [cuts, frames], outputs: [document])

  init(_ settings: Settings) {}
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
}

/// Writes cuts, frames or both.
struct WriteAnyStage: TrackStage {
  static let cuts = OptionalInput<Events>("cuts", "The cuts to write.")
  static let frames = ListInput<Frames>("frames", isRequired: false, "The frames to write.")
  static let document = Output<Document>("document", fileExtension: "any", "A table.")
  static let declaration = StageDeclaration(
    id: "write.any", doc: "Cuts, frames or both as a table.", source: "own", inputs: [cuts, frames],
    anyOf: [cuts, frames], outputs: [document])

  init(_ settings: Settings) {}
  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts { Artifacts() }
}
