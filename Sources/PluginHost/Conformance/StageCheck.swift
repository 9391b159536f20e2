import Formats
import StageKit
import Synchronization

/// Asks of one stage of a plugin what the protocol promises.
struct StageCheck {
  /// How long the track is that results are compared on, in seconds.
  private static let song = 20.0

  private let kind: StageKind
  private let program: PluginProgram
  private let choices: [String: RawSetting]
  private let lengths: [Double]

  private var declaration: StageDeclaration { kind.declaration }
  private var id: String { declaration.id }

  init(_ kind: StageKind, program: PluginProgram, choices: [String: RawSetting], lengths: [Double]) {
    self.kind = kind
    self.lengths = lengths
    self.program = program
    self.choices = choices
  }

  func run(_ report: inout PluginCheck.Report) {
    var trial: StageTrial?
    report.ask("\(id): tells its formats") {
      let work = try kind.make(try settings())
      let inputs = try MadeInputs(for: declaration) { (formats) throws(Failure) in
        _ = try work.worker.formats(for: formats)
      }
      trial = StageTrial(work, declaration, inputs)
    }
    report.ask("\(id): refuses a setting that is none, and says the way out") { try refusesSettings() }
    report.ask("\(id): refuses a stage that it does not have") { try refusesStages() }
    guard let trial else { return }
    for seconds in lengths {
      report.ask("\(id): takes a track of \(seconds.text) s") { _ = try trial.result(seconds: seconds) }
    }
    if declaration.isDeterministic {
      report.ask("\(id): gives the same bytes twice") {
        guard try trial.result(seconds: Self.song) == trial.result(seconds: Self.song) else {
          throw Failure("it gave others", remedy: "declare `deterministic: false` if chance plays")
        }
      }
    }
    if kind.granularity == .frame {
      report.ask("\(id): gives the same rows whatever the blocks") {
        let whole = try trial.result(seconds: Self.song)
        for rows in [1, 7, 64] where try trial.result(seconds: Self.song, blocks: rows) != whole {
          throw Failure("blocks of \(rows) rows give others than one block of all")
        }
      }
    }
    report.ask("\(id): ends when it is cancelled, and a new process works as before") {
      let before = declaration.isDeterministic ? try trial.result(seconds: Self.song) : []
      try trial.cancel(seconds: Self.song)
      let after = try trial.result(seconds: Self.song)
      if declaration.isDeterministic, before != after { throw Failure("it gives others than before") }
    }
  }

  private func settings() throws(Failure) -> Settings {
    var settings = Settings(defaultsOf: declaration)
    for parameter in declaration.parameters {
      guard let value = choices[parameter.name] else { continue }
      settings.set(parameter.name, to: try parameter.parse(value, relativeTo: "."))
    }
    return settings
  }

  /// Each parameter gets an object, which no parameter is.
  private func refusesSettings() throws(Failure) {
    for parameter in declaration.parameters {
      let settings = JSON.object([(parameter.name, .object([("no", .string("setting"))]))])
      let refusal = try refusal(of: id, settings: settings)
      guard let refusal else { throw Failure("it accepts an object for '\(parameter.name)'") }
      guard !refusal.remedy.isEmpty else {
        throw Failure("its `fail` for '\(parameter.name)' has no `remedy`: \(refusal.reason)")
      }
    }
  }

  private func refusesStages() throws(Failure) {
    guard try refusal(of: "no.such", settings: .object([(key: String, value: JSON)]())) != nil else {
      throw Failure("it tells formats of the stage 'no.such'")
    }
  }

  /// What the program says to a question that has no good answer; `nil` if it answers.
  ///
  /// - Throws: ``Failure`` if it does not say so by `fail`.
  private func refusal(of stage: String, settings: JSON) throws(Failure) -> Failure? {
    let process = try PluginProcess(program, isCancelled: { false })
    defer { process.end() }
    try process.send(
      Message(
        type: "formats",
        fields: [
          ("stage", .string(stage)), ("settings", settings), ("inputs", .object([(key: String, value: JSON)]())),
        ]))
    do throws(Failure) {
      _ = try process.answer("formats")
      return nil
    } catch {
      guard !process.isBroken else { throw error }
      return error
    }
  }
}

/// A stage with inputs that it takes.
struct StageTrial {
  private let work: StageWork
  private let declaration: StageDeclaration
  private let inputs: MadeInputs

  init(_ work: StageWork, _ declaration: StageDeclaration, _ inputs: MadeInputs) {
    self.work = work
    self.declaration = declaration
    self.inputs = inputs
  }

  /// All that the stage gives of a made track, as bytes.
  ///
  /// - Parameter blocks: Rows sent at once; all of them if `nil`.
  func result(seconds: Double, blocks: Int? = nil) throws -> [UInt8] {
    switch work {
    case .frame(let worker): return try stream(worker, seconds: seconds, blocks: blocks)
    case .track(let worker):
      return try bytes(of: worker.run(inputs.artifacts(seconds: seconds), in: context(seconds: seconds)))
    case .corpus(let worker):
      return try bytes(of: worker.run(MadeTracks(inputs, seconds: seconds), in: CorpusContext.made))
    case .learner(let worker):
      let learned = try worker.learn(from: MadeTracks(inputs, seconds: seconds), in: CorpusContext.made)
      let given = try worker.run(
        inputs.artifacts(seconds: seconds), learned: learned, in: context(seconds: seconds))
      return try bytes(of: learned) + bytes(of: given)
    }
  }

  /// Interrupts the work on a long track.
  ///
  /// - Throws: ``Failure`` if it goes on for long.
  func cancel(seconds: Double) throws {
    let start = ContinuousClock.now
    let asked = Mutex(0)
    switch work {
    case .frame(let worker):
      // A processor that is let go in the middle of a track ends its process.
      let processor = try worker.makeProcessor(for: inputs.formats)
      var output = Rows(width: 1)
      try processor.process(
        block(inputs.declaredStreams.map { ($0.name, inputs.rows(of: $0, seconds: seconds)) }), into: &output)
    case .learner(let worker):
      // Asked whether to go on, it is told so at first, and then no more.
      let context = CorpusContext(
        version: "", pipelineHash: "",
        cancellationCheck: {
          let count = asked.withLock { asked in
            asked += 1
            return asked
          }
          if count > 2 { throw CancellationError() }
        })
      _ = try? worker.learn(from: MadeTracks(inputs, seconds: seconds), in: context)
    case .track, .corpus: return
    }
    guard ContinuousClock.now - start < .seconds(30) else { throw Failure("it went on for half a minute") }
  }

  private func stream(_ worker: any FrameWorker, seconds: Double, blocks: Int?) throws -> [UInt8] {
    let processor = try worker.makeProcessor(for: inputs.formats)
    let streams = inputs.declaredStreams.map { ($0.name, inputs.rows(of: $0, seconds: seconds)) }
    var output = Rows(width: 1)
    let count = streams.map(\.1.count).min() ?? 0
    for start in stride(from: 0, to: count, by: blocks ?? max(1, count)) {
      let range = start..<min(start + (blocks ?? count), count)
      let parts = try streams.map { name, frames in
        (name, Frames(format: frames.format, values: try frames.read(range) { Array($0) }))
      }
      try processor.process(block(parts), into: &output)
    }
    let given = try processor.finish(into: &output)
    return try output.values.withUnsafeBytes { Array($0) } + bytes(of: given)
  }

  private func block(_ streams: [(String, Frames)]) throws -> FrameBlock {
    FrameBlock(
      Dictionary(
        try streams.map { name, frames in
          (name, [Rows(width: frames.format.width, values: try frames.values())])
        }
      ) { first, _ in first })
  }

  private func bytes(of artifacts: Artifacts) throws -> [UInt8] {
    try artifacts.names.flatMap { name in
      try Array(name.utf8) + artifacts[named: name].flatMap { try $0.value.encoded() }
    }
  }

  private func context(seconds: Double) -> TrackContext {
    TrackContext(track: MadeTracks.track(0, seconds: seconds), version: "", pipelineHash: "")
  }
}

/// Tracks with made inputs, for stages that see a corpus.
private struct MadeTracks: Corpus {
  private static let count = 4

  let tracks: [TrackInfo]
  private let made: MadeInputs

  init(_ made: MadeInputs, seconds: Double) {
    self.made = made
    tracks = (0..<Self.count).map { Self.track($0, seconds: seconds) }
  }

  static func track(_ index: Int, seconds: Double) -> TrackInfo {
    TrackInfo(
      name: "made \(index)", path: "made \(index).flac", seconds: seconds, channels: 1, sampleRate: 22_050,
      hash: "00000000000000000000000000000000", part: index == count - 1 ? .validation : .training)
  }

  func inputs(of track: TrackInfo) throws -> Artifacts {
    let index = tracks.firstIndex(of: track) ?? 0
    return try made.artifacts(seconds: track.seconds, seed: UInt64(index + 1))
  }
}

extension CorpusContext {
  /// What a check tells a learner.
  fileprivate static var made: CorpusContext { CorpusContext(version: "", pipelineHash: "") }
}
