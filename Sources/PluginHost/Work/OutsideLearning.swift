import Formats
import StageKit
import Synchronization

/// A program outside at work on a corpus: it asks for one track's inputs after another.
struct OutsideLearning {
  /// The checkpoint's name: a program has one.
  private static let checkpoint = "checkpoint"

  private let stage: OutsideStage
  private let corpus: any Corpus
  private let context: CorpusContext

  init(_ stage: OutsideStage, corpus: any Corpus, context: CorpusContext) {
    self.stage = stage
    self.corpus = corpus
    self.context = context
  }

  /// What the stage gives for all tracks.
  ///
  /// - Throws: ``Failure`` that names the plugin, or `CancellationError`.
  func artifacts() throws -> Artifacts {
    var inputs = FrameFormats()
    // One that is not learned from may lack labels.
    let example = corpus.tracks.first { $0.part == .training } ?? corpus.tracks.first
    if let example { inputs = try corpus.inputs(of: example).formats }
    let formats = try stage.formats(for: inputs)
    var message = Message(
      type: "learn",
      fields: [
        ("tracks", .array(corpus.tracks.map { $0.outsideForm(isLearned: true) })),
        ("threads", .integer(context.threads)), ("seed", .integer(seed)),
      ])
    try message.add(corpus.shared, as: "shared", lists: stage.lists)
    if let bytes = context.checkpoints.bytes(of: Self.checkpoint) {
      message.buffers.append(Message.Buffer(Self.checkpoint, bytes: bytes))
    }
    let isLeft = Mutex(false)
    do {
      let process = try stage.pool.process(for: stage.opening(inputs: inputs, outputs: formats)) {
        guard isCancelled else { return false }
        isLeft.withLock { $0 = true }
        return true
      }
      defer { stage.pool.giveBack(process) }
      do {
        try process.send(message)
        let done = try converse(with: process)
        try process.checkEnd()
        do throws(Failure) {
          return try ArtifactReader(outputs: stage.outputs, formats: formats, span: .any).artifacts(in: done) {
            $0.kind.isShared
          }
        } catch {
          throw process.fault(error)
        }
      } catch {
        // It may still wait for what it has asked for.
        process.abandon()
        throw error
      }
    } catch {
      // An interruption is no fault of the plugin; what ended it before is.
      throw isLeft.withLock { $0 } ? CancellationError() : error
    }
  }

  private var isCancelled: Bool { (try? context.checkCancellation()) == nil }

  /// The seed that the settings name, if there is one.
  private var seed: Int {
    guard let node = try? JSONReader.read(Array(stage.settings.utf8)) else { return 0 }
    return node["seed"]?.integer ?? 0
  }

  /// Answers until the program is done.
  private func converse(with process: PluginProcess) throws -> Answer {
    while true {
      try context.checkCancellation()
      let answer = try process.answer("next", "progress", "checkpoint", "done", warn: context.warn)
      switch answer.type {
      case "next": try process.send(try inputs(answer, process))
      case "progress": context.report(LearningProgress(outside: answer.header))
      case "checkpoint":
        guard let bytes = answer.buffers.first?.value.bytes else {
          throw process.fault(Failure("it sent a checkpoint without a buffer of bytes (u8)"))
        }
        try context.checkpoints.write(bytes, as: Self.checkpoint)
      default: return answer
      }
    }
  }

  private func inputs(_ answer: Answer, _ process: PluginProcess) throws -> Message {
    guard let index = answer.header["track"]?.integer, corpus.tracks.indices.contains(index) else {
      throw process.fault(Failure("it asked for a track that there is not: \(answer.header["track"]?.noun ?? "none")"))
    }
    let all = try corpus.inputs(of: corpus.tracks[index])
    let wanted = answer.header["ports"]?.texts
    var asked = Artifacts()
    for name in all.names where wanted?.contains(name) ?? true { asked[named: name] = all[named: name] }
    var message = Message(type: "inputs")
    try message.add(asked, as: "inputs", lists: stage.lists)
    return message
  }
}

extension LearningProgress {
  fileprivate init(outside node: JSONNode) {
    self.init(
      phase: node["phase"]?.text ?? "", epoch: node["epoch"]?.integer ?? 0, epochs: node["epochs"]?.integer ?? 0,
      loss: node["loss"]?.number ?? 0, validationError: node["validationError"]?.number,
      secondsLeft: node["secondsLeft"]?.number ?? 0)
  }
}
