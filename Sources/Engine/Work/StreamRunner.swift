import Audio
import Pipeline
import StageKit

/// Runs all frame stages of a plan over one track's audio, in as few passes as their definitions allow.
package struct StreamRunner {
  /// What the passes leave for the stages that see a whole track.
  package struct Outcome {
    /// Kept streams and the numbers that frame stages gave, by the port that gave them.
    package var artifacts: [PortReference: any Artifact] = [:]
    /// What was decoded.
    var sound = DecodedSound()
    /// What frame stages had to say, with their names.
    var warnings: [String] = []
  }

  /// Samples per block: about 1.5 s at 22.05 kHz, small enough for the processor's cache with all that is made from it.
  private static let blockSize = 32768

  let plan: Plan
  private let decoders: DecoderPool

  /// A runner of a plan's frame stages.
  package init(plan: Plan, decoders: DecoderPool = DecoderPool(.inProcess)) {
    self.plan = plan
    self.decoders = decoders
  }

  /// Runs over a track's file or files.
  ///
  /// - Parameter wanted: What is to be made; stages that lead to nothing of it do not work.
  /// - Throws: `AudioFailure`, what a stage throws, or `CancellationError`.
  func run(_ track: LibraryTrack, wanted: Set<PortReference>) throws -> Outcome {
    switch plan.source.material {
    case .audio:
      return try run(wanted: wanted) { pass in try decode(track.file, into: &pass) }
    case .frames(let views):
      let rows = try TrackRows(track, views: views)
      return try run(wanted: wanted, with: rows.frames) { pass in
        try replay(rows.frames, into: &pass)
        return DecodedSound(seconds: rows.seconds, decoder: "numpy: .npy")
      }
    case .plans:
      let edit = try TrackPlan(track, of: plan.source)
      return try run(wanted: []) { _ in
        DecodedSound(seconds: edit.document.seconds, decoder: "songboard: shot plan", notes: edit.warnings)
      }
    }
  }

  /// Runs over samples at the plan's rate, as benchmarks do: without decoding. All is made that other stages take.
  ///
  /// - Throws: What a stage throws, or `CancellationError`.
  package func run(_ samples: Samples) throws -> Outcome {
    let wanted = plan.stages.filter { $0.granularity != .frame }.flatMap { $0.inputs.values.joined() }.map(\.from)
    return try run(wanted: Set(wanted)) { pass in
      try replay([StreamPlan.audio: samples.frames], into: &pass)
      return DecodedSound(seconds: Double(samples.count) / samples.sampleRate)
    }
  }

  /// Runs all passes; the first is fed by a closure that tells what was decoded.
  ///
  /// - Parameter given: Streams of the source that are in memory as a whole.
  private func run(
    wanted: Set<PortReference>, with given: [PortReference: Frames] = [:],
    feeding feed: (inout StreamPass) throws -> DecodedSound
  ) throws -> Outcome {
    var processors: [String: any FrameProcessor] = [:]
    for stage in StreamPlan.stages(of: plan, leadingTo: wanted) {
      processors[stage.name] = try stage.makeProcessor()
    }
    let streams = StreamPlan(plan, wanted: wanted, surveying: Set(processors.filter(\.value.surveysFirst).keys))

    var outcome = Outcome()
    var spooled = given
    for number in 1...streams.passCount {
      var pass = try makePass(number, of: streams, with: processors)
      if number == 1 {
        outcome.sound = try feed(&pass)
      } else {
        try replay(spooled, into: &pass)
      }
      try pass.finish()
      outcome.warnings += pass.warnings
      spooled.merge(pass.spooledFrames) { first, _ in first }
      for (stage, artifacts) in pass.artifacts {
        for name in artifacts.names {
          guard let artifact = artifacts[named: name].first?.value else { continue }
          outcome.artifacts[PortReference(stage: stage, port: name)] = artifact
        }
      }
    }
    for (stream, frames) in spooled {
      outcome.artifacts[stream] = stream == StreamPlan.audio ? Samples(frames) : frames
    }
    return outcome
  }

  /// The nodes of a pass: the stages whose turn it is, and before them those that make again what is not spooled.
  private func makePass(
    _ number: Int, of streams: StreamPlan, with processors: [String: any FrameProcessor]
  ) throws -> StreamPass {
    var nodes: [String: StreamNode] = [:]
    func need(_ stream: PortReference) throws {
      guard streams.pass(of: stream) < number, !streams.replays(stream), nodes[stream.stage] == nil,
        let stage = streams.stages.first(where: { $0.name == stream.stage }),
        let processor = try stage.makeProcessor()
      else { return }
      nodes[stage.name] = StreamNode(stage, role: .process, processor: processor)
      for input in stage.streams { try need(input) }
    }
    for stage in streams.stages {
      guard let role = streams.role(of: stage, inPass: number), let processor = processors[stage.name] else { continue }
      nodes[stage.name] = StreamNode(stage, role: role, processor: processor)
      for input in stage.streams { try need(input) }
    }
    var spooled: [PortReference: FrameFormat] = [:]
    for stream in streams.spooled where streams.pass(of: stream) == number {
      spooled[stream] = format(of: stream)
    }
    return StreamPass(nodes: streams.stages.compactMap { nodes[$0.name] }, spooling: spooled)
  }

  /// Sends the file's audio through a pass.
  private func decode(_ file: String, into pass: inout StreamPass) throws -> DecodedSound {
    let audio = try decoders.open(
      DecodingRequest(
        path: file, sampleRate: plan.source.sampleRate, track: plan.source.track,
        decoders: plan.source.decoder.decoders, keepsDamaged: plan.source.damaged == .keep))
    var block = Rows(width: 1)
    while try audio.read(into: &block.values, atMost: Self.blockSize) > 0 {
      try Task.checkCancellation()
      try pass.send(block, of: StreamPlan.audio)
    }
    return DecodedSound(audio)
  }

  /// Sends spooled streams through a pass, side by side in time, so that no node waits long for another stream.
  private func replay(_ spooled: [PortReference: Frames], into pass: inout StreamPass) throws {
    let needed = spooled.filter { pass.takes($0.key) }.sorted { $0.key.description < $1.key.description }
    var done = [Int](repeating: 0, count: needed.count)
    var blocks = needed.map { Rows(width: $0.value.format.width) }
    var seconds = 0.0
    while zip(done, needed).contains(where: { $0 < $1.value.count }) {
      try Task.checkCancellation()
      seconds += Double(Self.blockSize) / plan.source.sampleRate
      for (index, (stream, frames)) in needed.enumerated() {
        let end = min(frames.count, Int((seconds * frames.format.rate).rounded(.up)))
        guard end > done[index] else { continue }
        blocks[index].removeAll()
        try frames.read(done[index]..<end) { blocks[index].values.append(contentsOf: $0) }
        done[index] = end
        try pass.send(blocks[index], of: stream)
      }
    }
  }

  private func format(of stream: PortReference) -> FrameFormat? {
    if stream == StreamPlan.audio { return .audio(sampleRate: plan.source.sampleRate) }
    return plan.stages.first { $0.name == stream.stage }?.outputFormats[named: stream.port].first
  }
}

extension PlannedStage {
  /// The processor of a frame stage for one track; `nil` for other stages.
  fileprivate func makeProcessor() throws -> (any FrameProcessor)? {
    if case .frame(let worker) = work { try worker.makeProcessor(for: inputFormats) } else { nil }
  }
}
