import StageKit

/// Rows of 4 samples each.
struct Groups: FrameStage {
  static let audio = Input<Samples>("audio", "The samples to group.")
  static let groups = Output<Frames>("groups", "Rows of four samples.")
  static let declaration = StageDeclaration(
    id: "groups", doc: "Groups samples by four.", source: "These tests.", inputs: [audio], outputs: [groups])

  init(_ settings: Settings) {}

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    var formats = FrameFormats()
    let audio = try inputs[Self.audio]
    formats[Self.groups] = FrameFormat(
      quantity: .samples, width: 4, rate: audio.rate / 4, sampleRate: audio.sampleRate)
    return formats
  }

  func makeProcessor(for inputs: FrameFormats) -> any FrameProcessor { Processor() }

  private final class Processor: FrameProcessor {
    private var rest: [Float] = []

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      rest += try block[Groups.audio].values
      let whole = rest.count / 4 * 4
      output.values += rest[..<whole]
      rest.removeFirst(whole)
    }

    func finish(into output: inout Rows) -> Artifacts {
      if !rest.isEmpty { output.values += rest + [Float](repeating: 0, count: 4 - rest.count) }
      return Artifacts()
    }
  }
}

/// The sum of each row, divided by the largest of the track: known only after a first look at the whole.
struct Share: FrameStage {
  static let groups = Input<Frames>("groups", "The rows to sum.")
  static let share = Output<Frames>("share", "The sum of each row as a share of the largest.")
  static let largest = Output<Number>("largest", "The largest sum of the track.")
  static let declaration = StageDeclaration(
    id: "share", doc: "Sums rows and divides by the largest sum.", source: "These tests.", inputs: [groups],
    outputs: [share, largest])

  init(_ settings: Settings) {}

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    var formats = FrameFormats()
    let groups = try inputs[Self.groups]
    formats[Self.share] = FrameFormat(quantity: .samples, width: 1, rate: groups.rate, sampleRate: groups.sampleRate)
    return formats
  }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    Processor(width: try inputs[Self.groups].width)
  }

  private final class Processor: FrameProcessor {
    private let width: Int
    private var largest: Float = 0

    init(width: Int) { self.width = width }

    var surveysFirst: Bool { true }

    func survey(_ block: FrameBlock) throws {
      largest = max(largest, try sums(block).max() ?? 0)
    }

    func process(_ block: FrameBlock, into output: inout Rows) throws {
      output.values += try sums(block).map { largest > 0 ? $0 / largest : 0 }
    }

    func finish(into output: inout Rows) -> Artifacts {
      var artifacts = Artifacts()
      artifacts[Share.largest] = Number(Double(largest))
      return artifacts
    }

    private func sums(_ block: FrameBlock) throws -> [Float] {
      let values = try block[Share.groups].values
      return stride(from: 0, to: values.count, by: width).map { values[$0..<$0 + width].reduce(0, +) }
    }
  }
}

/// Several streams side by side.
struct Join: FrameStage {
  static let frames = ListInput<Frames>("frames", "The streams to join.")
  static let joined = Output<Frames>("joined", "The streams side by side.")
  static let declaration = StageDeclaration(
    id: "join", doc: "Joins streams of one rate.", source: "These tests.", inputs: [frames], outputs: [joined])

  init(_ settings: Settings) {}

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats {
    var formats = FrameFormats()
    let all = inputs[Self.frames]
    guard let first = all.first, all.allSatisfy({ $0.rate == first.rate }) else {
      throw Failure("takes streams of one rate")
    }
    formats[Self.joined] = FrameFormat(
      quantity: .samples, width: all.map(\.width).reduce(0, +), rate: first.rate, sampleRate: first.sampleRate)
    return formats
  }

  func makeProcessor(for inputs: FrameFormats) -> any FrameProcessor { Processor() }

  private final class Processor: FrameProcessor {
    func process(_ block: FrameBlock, into output: inout Rows) {
      let streams = block[Join.frames]
      for row in 0..<(streams.map(\.count).min() ?? 0) {
        for stream in streams { output.values += stream.values[row * stream.width..<(row + 1) * stream.width] }
      }
    }
  }
}

/// Numbers as text, one row per line.
struct Print: TrackStage {
  static let frames = Input<Frames>("frames", "The rows to print.")
  static let text = Output<Document>("text", fileExtension: "txt", "One row per line.")
  static let prefix = Parameter("prefix", default: "", "What each line starts with.")
  static let file = Parameter("file", default: TrackFile?.none, "A file whose content is printed first.")
  static let fails = Parameter("fails", default: false, "Whether the stage throws instead.")
  static let rows = Parameter("rows", default: 1_000_000, in: 1...1_000_000, "How many rows a document holds.")
  static let declaration = StageDeclaration(
    id: "print", doc: "Prints rows as text.", source: "These tests.", inputs: [frames], outputs: [text],
    parameters: [prefix, file, fails, rows])

  let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  func formats(for inputs: FrameFormats) -> FrameFormats { FrameFormats() }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    if settings[Self.fails] { throw Failure("cannot print", remedy: "set fails to false") }
    let bytes = try settings[Self.file].flatMap { try context.content(of: $0) }
    let head = bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
    var parts: [String] = []
    try inputs[Self.frames].forEachBlock(of: 1) { index, row in
      if index % settings[Self.rows] == 0 { parts.append("") }
      parts[parts.count - 1] += settings[Self.prefix] + row.map { "\($0)" }.joined(separator: " ") + "\n"
    }
    context.warn("printed")
    var artifacts = Artifacts()
    artifacts[Self.text] = Document(
      text: head + (parts.first ?? ""), continuations: parts.dropFirst().map { Document(text: $0) })
    return artifacts
  }
}

/// The largest sums of all tracks.
struct Census: CorpusStage {
  static let largest = Input<Number>("largest", "Each track's largest sum.")
  static let census = Output<Document>("census", fileExtension: "txt", "A line per track.")
  static let declaration = StageDeclaration(
    id: "census", doc: "Lists the largest sum of every track.", source: "These tests.", inputs: [largest],
    outputs: [census])

  init(_ settings: Settings) {}

  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    var artifacts = Artifacts()
    artifacts[Self.census] = Document(
      text: try corpus.tracks.map { "\($0.name) \(try corpus.inputs(of: $0)[Self.largest].value)\n" }.joined())
    return artifacts
  }
}
