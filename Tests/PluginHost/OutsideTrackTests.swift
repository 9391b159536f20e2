import Learning
import Shots
import StageKit
import Synchronization
import TestSupport
import Testing

@testable import PluginHost

/// Track and learning stages of a program outside.
struct OutsideTrackTests {
  @Test(arguments: ["audio", "frames", "events", "number", "shots", "labels", "document", "model"])
  func artifactsComeBackAsTheyWent(kind: String) throws {
    let bench = try Workbench()
    defer { bench.remove() }
    let artifact = try made(kind)
    var inputs = Artifacts()
    inputs[named: "any"] = [Artifacts.Named(name: "it", value: artifact)]
    guard case .track(let worker) = try bench.work("echo.\(kind)").1 else {
      Issue.record("no track stage")
      return
    }
    let given = try worker.run(inputs, in: .made)
    let back = try #require(given[named: "same"].first?.value)
    #expect(try back.encoded() == artifact.encoded())
  }

  private func made(_ kind: String) throws -> any Artifact {
    switch kind {
    case "audio": return Samples(sampleRate: 8000, values: [0, 0.5, -1, 1e-9])
    case "frames": return Frames(format: Workbench.format, values: (0..<30).map { Float($0) / 7 })
    case "events": return Events([Event(at: 0.5), Event(from: 1, to: 2.25, label: "chorus", group: "B")])
    case "number": return Number(123.456)
    case "labels":
      return try ShotLabels(
        [LabelledShot(start: 0, end: 1.5, type: 2), LabelledShot(start: 1.5, end: 3, type: 0)], in: .concert)
    case "document": return Document(text: "a page")
    case "model": return OutsideModel(bytes: [1, 2, 255], metadata: #"{"a":1}"#)
    default:
      let shots = [
        Shot(inFrame: 0, outFrame: 50, type: "XLS", probability: 0.5, runnerUp: "LS", reason: "a reason"),
        Shot(inFrame: 50, outFrame: 90, type: "CU", probability: 0.25, runnerUp: nil, reason: "another"),
      ]
      return try ShotPlan(shots, rate: .fps25, start: 90_000, types: Vocabulary.concert.types)
    }
  }

  /// A learner asks for tracks, keeps checkpoints and gives a model; then each track is run with it.
  @Test func aLearnerLearns() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    guard case .learner(let worker) = try bench.work("mean").1 else {
      Issue.record("no learner")
      return
    }
    let corpus = MadeCorpus(count: 4)
    let kept = KeptCheckpoints()
    let context = CorpusContext(version: "", pipelineHash: "", checkpoints: kept)
    let learned = try worker.learn(from: corpus, in: context)
    let model = try #require(learned[named: "model"].first?.value as? OutsideModel)
    #expect(model.metadata == #"{"kind":"mean","tracks":4}"#)
    // Rows 0 to 3 of each track: all numbers are the track's index.
    #expect(String(decoding: model.bytes, as: UTF8.self) == "1.5")
    // The first is looked at for its formats.
    #expect(corpus.asked.values == [0, 0, 1, 2, 3])
    let given = try worker.run(corpus.inputs(of: corpus.tracks[3]), learned: learned, in: .made)
    #expect((given[named: "distance"].first?.value as? Number)?.value == 1.5)
    // With the last checkpoint nothing is asked for again.
    corpus.asked.values = []
    _ = try worker.learn(from: corpus, in: context)
    #expect(corpus.asked.values == [0])
  }

  @Test func anInterruptionEndsLearning() throws {
    let bench = try Workbench()
    defer { bench.remove() }
    guard case .learner(let worker) = try bench.work("mean").1 else { return }
    let context = CorpusContext(version: "", pipelineHash: "", cancellationCheck: { throw CancellationError() })
    #expect(throws: CancellationError.self) { try worker.learn(from: MadeCorpus(count: 2), in: context) }
    // In the middle, where the program waits for what it has asked for: the next to learn gets another process.
    let asked = Mutex(0)
    let later = CorpusContext(
      version: "", pipelineHash: "",
      cancellationCheck: {
        let count = asked.withLock { asked in
          asked += 1
          return asked
        }
        if count > 4 { throw CancellationError() }
      })
    #expect(throws: CancellationError.self) { try worker.learn(from: MadeCorpus(count: 9), in: later) }
    let whole = CorpusContext(version: "", pipelineHash: "")
    let learned = try worker.learn(from: MadeCorpus(count: 4), in: whole)
    #expect((learned[named: "model"].first?.value as? OutsideModel)?.bytes == Array("1.5".utf8))
  }
}

/// Tracks with rows of one number.
private final class MadeCorpus: Corpus {
  final class Asked: @unchecked Sendable {
    var values: [Int] = []
  }

  let tracks: [TrackInfo]
  let asked = Asked()

  init(count: Int) {
    tracks = (0..<count).map { TrackInfo(name: "\($0)", path: "\($0).flac", seconds: 1, hash: "") }
  }

  func inputs(of track: TrackInfo) throws -> Artifacts {
    let index = tracks.firstIndex(of: track) ?? 0
    asked.values.append(index)
    var inputs = Artifacts()
    let frames = Frames(format: Workbench.format, values: [Float](repeating: Float(index), count: 12))
    inputs[named: "rows"] = [Artifacts.Named(name: "rows", value: frames)]
    return inputs
  }
}

/// Checkpoints in memory.
private final class KeptCheckpoints: Checkpoints {
  private let kept = Mutex<[String: [UInt8]]>([:])

  func bytes(of name: String) -> [UInt8]? { kept.withLock { $0[name] } }

  func write(_ bytes: [UInt8], as name: String) { kept.withLock { $0[name] = bytes } }
}
