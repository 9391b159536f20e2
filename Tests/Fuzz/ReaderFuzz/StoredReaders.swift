import Files
import Learning
import Networks
import Shots
import StageKit
import Store

extension Reader {
  /// Readers of what the program itself has stored: artifacts by themselves, and what a task gave.
  static func stored(_ scratch: Scratch) throws -> [Reader] {
    let artifacts = try artifacts()
    let readers = try artifacts.map { port, artifact in
      let type = Swift.type(of: artifact).type
      return Reader("stored.\(port)", [try artifact.encoded()]) { bytes in
        try use(type.artifact(of: MemoryBytes(bytes)))
      }
    }
    return readers + [try task(artifacts, in: Store(path: "\(scratch.folder)/store"))]
  }

  private static func artifacts() throws -> [(port: String, artifact: any Artifact)] {
    let format = FrameFormat(
      quantity: .melPower, width: 3, rate: 43, sampleRate: 22050, columns: ["a", "b", "c"], frequencies: [1, 2, 3])
    let vocabulary = Vocabulary.concert
    return [
      ("frames", Frames(format: format, values: [Float](repeating: 0.5, count: 12))),
      ("audio", Samples(sampleRate: 22050, values: [0, 0.5, -0.5])),
      ("events", Events([Event(from: 0, to: 4.5, label: "verse", group: "A"), Event(at: 5)])),
      ("number", Number(97.5)),
      ("text", TrackText(path: "x.csv", bytes: [1, 2])),
      ("document", Document(text: "a", continuations: [Document(text: "bc")])),
      ("shots", try cameraPlan()),
      (
        "labels",
        try ShotLabels(
          [LabelledShot(start: 0, end: 4.5, type: 0), LabelledShot(start: 4.5, end: 9, type: 1)], in: vocabulary)
      ),
      ("model", try model(.gru)),
    ]
  }

  /// Looks at all of an artifact, which may stay where it is until it is read.
  private static func use(_ artifact: any Artifact) throws {
    _ = try artifact.encoded()
    switch artifact {
    case let frames as Frames: _ = (frames.format.description, try frames.values())
    case let samples as Samples: _ = (samples.sampleRate, try samples.frames.values())
    case let labels as ShotLabels: _ = labels.shots.map { $0.end - $0.start }
    case let plan as ShotPlan:
      let document = PlanDocument(
        plan: plan, sections: [], tempo: nil, trackPath: "x.flac", seconds: 13.2, trackHash: "00")
      for stage in try trackStages(of: .writers) { try write(document, by: stage) }
    default: break
    }
  }

  /// What a task gave, in a store's file whose checksum is always right.
  private static func task(
    _ artifacts: [(port: String, artifact: any Artifact)], in store: Store
  ) throws -> Reader {
    let key = ContentHash.key(["task"])
    let types = artifacts.map { (port: $0.port, type: type(of: $0.artifact).type) }
    try store.put(
      key, zip(types, artifacts).map { ($0.port, $0.type, $1.artifact) } + [("nothing", Number.type, nil)],
      warnings: ["a warning"])
    let name = key.hex
    let path = "\(store.path)/\(name.prefix(2))/\(name.dropFirst(2))"
    let content = try FileContent.bytes(of: path)
    let head = String(decoding: content[..<64], as: UTF8.self)
    let sum = ContentHash.of(Array(content[64...])).hex
    return Reader("stored.task", [Array(content[64...])]) { bytes in
      let file = try OutputFile(path: path, mode: .replacing)
      try file.write(Array(head.replacing(sum, with: ContentHash.of(bytes).hex).utf8) + bytes)
      guard let task = store.task(key) else { throw Failure("the store has nothing whole") }
      for (port, type) in types where task.holds(port, as: type) {
        if let artifact = try task.artifact(port, as: type) { try use(artifact) }
      }
    }
  }
}
