import Formats
import StageKit

/// A stage of a program outside that works on frames as they stream by.
struct OutsideFrameWorker: FrameWorker {
  let stage: OutsideStage

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats { try stage.formats(for: inputs) }

  func makeProcessor(for inputs: FrameFormats) throws -> any FrameProcessor {
    try OutsideProcessor(stage, inputs: inputs)
  }
}

/// The work of a program outside on the frames of one track.
///
/// Blocks are sent as they come, and what the program has given by then is handed on: it works at the same time.
private final class OutsideProcessor: FrameProcessor {
  /// So many numbers are sent at once: many small messages would take longer than the work.
  private static let fullBlock = 1 << 15

  private(set) var warnings: [String] = []

  private let stage: OutsideStage
  private let formats: FrameFormats
  private let reader: ArtifactReader
  private let inputs: FrameFormats
  private var process: PluginProcess?
  /// How much of the track has been sent, in seconds; 0 if the rows have no fixed distance.
  private var seconds = 0.0
  private var waiting: [String: [Rows]] = [:]

  init(_ stage: OutsideStage, inputs: FrameFormats) throws {
    self.stage = stage
    self.inputs = inputs
    formats = try stage.formats(for: inputs)
    reader = ArtifactReader(outputs: stage.outputs, formats: formats, span: .any)
    let process = try stage.pool.process(for: stage.opening(inputs: inputs, outputs: formats))
    self.process = process
    try process.send(Message(type: "track", fields: [("info", .object([(key: String, value: JSON)]()))]))
  }

  deinit {
    // A track that was left in the middle: the process waits for an end that does not come.
    process?.abandon()
    if let process { stage.pool.giveBack(process) }
  }

  func process(_ block: FrameBlock, into output: inout Rows) throws {
    var count = 0
    for input in stage.declaration.inputs {
      let rows = block[named: input.name]
      if var there = waiting[input.name] {
        for index in rows.indices { there[index].values += rows[index].values }
        waiting[input.name] = there
      } else {
        waiting[input.name] = rows
      }
      count += waiting[input.name]?.reduce(0) { $0 + $1.values.count } ?? 0
    }
    guard count >= Self.fullBlock else { return }
    try working { process throws(Failure) in
      try send(to: process)
      while let answer = try process.answerIfThere("block", warn: note) { try append(answer, to: &output) }
    }
  }

  func finish(into output: inout Rows) throws -> Artifacts {
    var given = Artifacts()
    try working { process throws(Failure) in
      try send(to: process)
      try process.send(Message(type: "end"))
      hasSentEnd = true
      while true {
        let answer = try process.answer("block", "done", warn: note)
        if answer.type == "block" {
          try append(answer, to: &output)
        } else {
          let whole = ArtifactReader(outputs: stage.outputs, formats: formats, span: TrackSpan(seconds: seconds))
          do throws(Failure) {
            given = try whole.artifacts(in: answer) { !$0.kind.isStreamed }
          } catch {
            throw process.fault(error)
          }
          try process.checkEnd()
          return
        }
      }
    }
    if let process { stage.pool.giveBack(process) }
    process = nil
    return given
  }

  private var hasSentEnd = false

  /// Works with the process; after a failure it is given back, or ended.
  private func working(_ body: (PluginProcess) throws(Failure) -> Void) throws {
    guard let process else { throw Failure("the plugin '\(stage.pool.program.name)' has no process") }
    do throws(Failure) {
      try body(process)
    } catch {
      self.process = nil
      // One that has refused the track reads on to its end.
      if !process.isBroken, !hasSentEnd { try? process.send(Message(type: "end")) }
      stage.pool.giveBack(process)
      throw error
    }
  }

  private func send(to process: PluginProcess) throws(Failure) {
    var message = Message(type: "block")
    for input in stage.declaration.inputs {
      for (index, rows) in (waiting[input.name] ?? []).enumerated() {
        let name = input.isList ? "\(input.name)/\(index)" : input.name
        message.buffers.append(
          input.kind == .audio
            ? Message.Buffer(name, samples: rows.values) : Message.Buffer(name, rows: rows.values, width: rows.width))
      }
    }
    guard message.buffers.contains(where: { $0.shape[0] > 0 }) else { return }
    try process.send(message)
    if let first = stage.declaration.inputs.first, let format = inputs[named: first.name].first, format.rate > 0 {
      seconds += Double(waiting[first.name]?.first?.count ?? 0) / format.rate
    }
    waiting = [:]
  }

  private func append(_ answer: Answer, to output: inout Rows) throws(Failure) {
    guard let port = stage.outputs.first(where: \.kind.isStreamed) else {
      let failure = Failure("it sent rows, and its stage gives none")
      throw process?.fault(failure) ?? failure
    }
    let buffer = answer.buffers[port.name] ?? (answer.buffers.count == 1 ? answer.buffers.first?.value : nil)
    do throws(Failure) {
      output.values += try reader.rows(buffer, of: port)
    } catch {
      throw process?.fault(Failure("its output '\(port.name)': \(error)")) ?? error
    }
  }

  private func note(_ sentence: String) { warnings.append(sentence) }
}
