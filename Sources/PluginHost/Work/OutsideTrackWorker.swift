import Formats
import Learning
import StageKit

/// A stage of a program outside that needs all of a track, or learns from tracks first.
struct OutsideTrackWorker: TrackWorker, CorpusWorker, LearningWorker {
  let stage: OutsideStage

  func formats(for inputs: FrameFormats) throws(Failure) -> FrameFormats { try stage.formats(for: inputs) }

  func run(_ inputs: Artifacts, in context: TrackContext) throws -> Artifacts {
    try run(inputs, learned: nil, in: context)
  }

  func run(_ inputs: Artifacts, learned: Artifacts, in context: TrackContext) throws -> Artifacts {
    try run(inputs, learned: .some(learned), in: context)
  }

  func run(_ corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    try learn(from: corpus, in: context)
  }

  func learn(from corpus: any Corpus, in context: CorpusContext) throws -> Artifacts {
    try OutsideLearning(stage, corpus: corpus, context: context).artifacts()
  }

  private func run(_ inputs: Artifacts, learned: Artifacts?, in context: TrackContext) throws -> Artifacts {
    let given = inputs.formats
    let formats = try stage.formats(for: given)
    let info = context.track.outsideForm(isLearned: learned != nil, file: context.places.song)
    var message = Message(type: "run", fields: [("info", info)])
    try message.add(inputs, as: "inputs", lists: stage.lists)
    if let learned { try message.add(learned, as: "learned") }
    let process = try stage.pool.process(for: stage.opening(inputs: given, outputs: formats))
    defer { stage.pool.giveBack(process) }
    try process.send(message)
    let answer = try process.answer("done", warn: context.warn)
    try process.checkEnd()
    do throws(Failure) {
      let span = TrackSpan(seconds: context.track.seconds)
      return try ArtifactReader(outputs: stage.outputs, formats: formats, span: span).artifacts(in: answer) { output in
        learned == nil || !output.kind.isShared
      }
    } catch {
      throw process.fault(error)
    }
  }
}

extension Artifacts {
  /// The formats of what has one.
  var formats: FrameFormats {
    var formats = FrameFormats()
    for port in names {
      formats[named: port] = self[named: port].compactMap { named in
        switch named.value {
        case let frames as Frames: frames.format
        case let samples as Samples: samples.frames.format
        case let labels as ShotLabels: ShotLabels.format(in: labels.vocabulary)
        default: nil
        }
      }
    }
    return formats
  }
}
