import StageKit
import Shots
import Synchronization

@testable import Writers

/// Runs writers on small inputs.
enum Writing {
  static let context = TrackContext(
    track: TrackInfo(name: "a/Ünï", path: "a/Ünï.flac", seconds: 13.3, hash: "00ff"), version: "0.1.0",
    pipelineHash: "beef")

  /// Three shots of a 13.3 s track.
  static func plan(_ rate: FrameRate = .ntscDrop) throws -> ShotPlan {
    let (first, second) = (rate.frame(rounding: 7.3), rate.frame(rounding: 11.19))
    return try ShotPlan(
      [
        Shot(
          inFrame: 0, outFrame: first, type: "XLS", probability: 0.87, runnerUp: "LS",
          reason: "intro: establishing shot"),
        Shot(inFrame: first, outFrame: second, type: "MS", probability: 0.5),
        Shot(
          inFrame: second, outFrame: rate.frame(flooring: 13.3), type: "CU", probability: 1, reason: "held",
          isLocked: true),
      ], rate: rate)
  }

  /// A plan of one-frame shots.
  static func plan(shots count: Int, types: [String] = ["LS"]) throws -> ShotPlan {
    try ShotPlan(
      (0..<count).map { Shot(inFrame: $0, outFrame: $0 + 1, type: types[$0 % types.count], probability: 0.25) },
      rate: .fps25)
  }

  /// Thirty frames and ten, at 29.97 with drop-frame.
  static func twoShots() throws -> ShotPlan {
    try ShotPlan(
      [
        Shot(inFrame: 0, outFrame: 30, type: "XLS", probability: 0.87, runnerUp: "LS", reason: "intro"),
        Shot(inFrame: 30, outFrame: 40, type: "M&S", probability: 0.5),
      ], rate: .ntscDrop)
  }

  /// Shots of two cameras at 25, and one that no camera shows.
  static func cameraPlan() throws -> ShotPlan {
    let tenHours = Timecode(frame: 900_000, rate: .fps25)
    func first(_ frame: Int) -> SourceClip {
      SourceClip(name: "CAM1", reel: "A001", file: "/media/cam 1.mov", start: tenHours, inFrame: frame)
    }
    let second = SourceClip(
      name: "CAM2", reel: "B001", file: "cam2.mov", start: Timecode(frame: 0, rate: .fps25), inFrame: 7, frames: 500)
    return try ShotPlan(
      [
        Shot(inFrame: 0, outFrame: 20, type: "LS", probability: 0.5, source: first(100)),
        Shot(inFrame: 20, outFrame: 30, type: "CU", probability: 0.5, source: second),
        Shot(inFrame: 30, outFrame: 40, type: "MS", probability: 0.5),
        Shot(inFrame: 40, outFrame: 50, type: "LS", probability: 0.5, source: first(120)),
      ], rate: .fps25)
  }

  /// The inputs of a writer.
  static func inputs(_ values: [(String, any Artifact)]) -> Artifacts {
    var inputs = Artifacts()
    for (name, value) in values {
      inputs[named: name].append(Artifacts.Named(name: name, value: value))
    }
    return inputs
  }

  /// A document as text.
  static func text(
    _ stage: some TrackStage, _ inputs: [(String, any Artifact)], in context: TrackContext = context
  ) throws -> String {
    String(decoding: try bytes(stage, self.inputs(inputs), in: context), as: UTF8.self)
  }

  /// What is warned of while something is written.
  static func warnings(_ write: (TrackContext) throws -> String) rethrows -> [String] {
    let sentences = Mutex<[String]>([])
    let context = TrackContext(
      track: Self.context.track, version: "0.1.0", pipelineHash: "beef",
      warning: { sentence, _ in sentences.withLock { $0.append(sentence) } })
    _ = try write(context)
    return sentences.withLock(\.self)
  }

  /// A document's bytes.
  static func bytes(
    _ stage: some TrackStage, _ inputs: Artifacts, in context: TrackContext = context
  ) throws -> [UInt8] {
    try document(stage, inputs, in: context).bytes()
  }

  /// The document that a writer gives.
  static func document(
    _ stage: some TrackStage, _ inputs: Artifacts, in context: TrackContext = context
  ) throws -> Document {
    let outputs = try stage.run(inputs, in: context)
    guard let document = outputs[named: "document"].first?.value as? Document else {
      throw Failure("the writer gave no document")
    }
    return document
  }

  /// The defaults of a stage's settings.
  static func defaults(_ stage: any Stage.Type) -> Settings {
    Settings(defaultsOf: stage.declaration)
  }
}
