import Glibc
import StageKit
import Synchronization

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

  /// What the stage refused by `fail`, if that is what came of its last work.
  var refusal: Failure? {
    switch work.worker {
    case let worker as OutsideFrameWorker: worker.stage.pool.lastRefusal
    case let worker as OutsideTrackWorker: worker.stage.pool.lastRefusal
    default: nil
    }
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

  /// Leaves the work in the middle: a frame stage's process is ended, all others are told that the run is interrupted.
  ///
  /// - Returns: What was met: a clause.
  /// - Throws: ``Failure`` if it goes on for long.
  func leave(seconds: Double) throws -> String {
    let start = ContinuousClock.now
    let met: String
    switch work {
    case .frame(let worker):
      // A processor that is let go in the middle of a track ends its process.
      let processor = try worker.makeProcessor(for: inputs.formats)
      var output = Rows(width: 1)
      try processor.process(
        block(inputs.declaredStreams.map { ($0.name, inputs.rows(of: $0, seconds: seconds)) }), into: &output)
      met = "left before the track's end"
    case .learner(let worker):
      met = try interrupted { try worker.learn(from: MadeTracks(inputs, seconds: seconds), in: $0) }
    case .corpus(let worker):
      met = try interrupted { try worker.run(MadeTracks(inputs, seconds: seconds), in: $0) }
    case .track(let worker):
      guard let outside = worker as? OutsideTrackWorker else { return "" }
      // How long it works, in a process that has been opened for it.
      _ = try worker.run(inputs.artifacts(seconds: seconds), in: context(seconds: seconds))
      let begin = ContinuousClock.now
      _ = try worker.run(inputs.artifacts(seconds: seconds), in: context(seconds: seconds))
      return try interrupt(outside.stage, seconds: seconds, after: (ContinuousClock.now - begin) / 2)
    }
    guard ContinuousClock.now - start < .seconds(30) else { throw Failure("it went on for half a minute") }
    return met
  }

  /// Asked whether to go on, work on a corpus is told so at first, and then no more.
  ///
  /// - Throws: What else ended the work, such as a crash.
  private func interrupted(_ body: (CorpusContext) throws -> Artifacts) throws -> String {
    let asked = Mutex(0)
    let context = CorpusContext(
      version: "", pipelineHash: "",
      cancellationCheck: {
        let count = asked.withLock { asked in
          asked += 1
          return asked
        }
        if count > 2 { throw CancellationError() }
      })
    do {
      _ = try body(context)
      return Self.tooSoon
    } catch is CancellationError {
      return "interrupted before it had what it asked for"
    }
  }

  private static let tooSoon = "it was done before it could be interrupted"

  /// Cancels the work on a track after a time.
  private func interrupt(_ stage: OutsideStage, seconds: Double, after time: Duration) throws -> String {
    let isCancelled = Mutex(false)
    let given = try inputs.artifacts(seconds: seconds)
    let opening = stage.opening(inputs: given.formats, outputs: try stage.formats(for: given.formats))
    var message = Message(
      type: "run", fields: [("info", context(seconds: seconds).track.outsideForm(isLearned: false))])
    try message.add(given, as: "inputs", lists: stage.lists)
    let process = try stage.pool.process(for: opening, isCancelled: { isCancelled.withLock { $0 } })
    let start = ContinuousClock.now
    try process.send(message)
    let left = max(.zero, time - (ContinuousClock.now - start))
    usleep(UInt32(min(left / .microseconds(1), 600e6)))
    let isDone = try process.answerIfThere("done", warn: { _ in }) != nil
    let moment = ContinuousClock.now
    isCancelled.withLock { $0 = true }
    process.abandon()
    stage.pool.giveBack(process)
    guard !isDone else { return Self.tooSoon }
    let end = ContinuousClock.now - moment
    return
      "interrupted \((moment - start).rounded) s into some \((time * 2).rounded) s of work, ended \(end.rounded) s later"
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

extension Duration {
  /// In seconds, to the millisecond.
  fileprivate var rounded: String { ((self / .milliseconds(1)).rounded() / 1000).text }
}

extension CorpusContext {
  /// What a check tells a learner.
  fileprivate static var made: CorpusContext { CorpusContext(version: "", pipelineHash: "") }
}
