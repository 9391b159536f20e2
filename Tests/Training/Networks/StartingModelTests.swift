import Learning
import Networks
import Shots
import StageKit
import Synchronization
import TestSupport
import Testing

@testable import Training

@Suite("Learning on from a finished model")
struct StartingModelTests {
  /// A model of the tiny settings, which has learned something.
  private func finished(
    _ corpus: TinyCorpus = TinyCorpus(), _ changes: [String: String] = [:], in context: CorpusContext = .test()
  ) throws -> Model {
    try #require(
      try Student(.tiny(Student.declaration, ["learning_rate": "0.01"].merging(changes) { $1 }))
        .learn(from: corpus, in: context)[Student.model])
  }

  /// What a stage makes of it.
  private func tuned(
    _ model: Model, _ corpus: TinyCorpus = TinyCorpus(), _ changes: [String: String] = [:],
    in context: CorpusContext = .test()
  ) throws -> Artifacts {
    try TemporaryModel.with(model.bytes) { file in
      try Student(.tiny(Student.declaration, ["init": file.path].merging(changes) { $1 })).learn(
        from: corpus, in: context)
    }
  }

  private func model(_ artifacts: Artifacts) throws -> Model { try #require(artifacts[Student.model]) }

  /// The songs of another corpus, none of which the first has.
  private var others: TinyCorpus {
    var corpus = TinyCorpus()
    corpus.tracks = corpus.tracks.map {
      TrackInfo(name: "new \($0.name)", path: $0.path, seconds: $0.seconds, hash: "new \($0.hash)", part: $0.part)
    }
    return corpus
  }

  private func farthest(_ first: Model, _ second: Model) -> Float {
    zip(first.tensors, second.tensors).map { zip($0.values, $1.values).map { abs($0 - $1) }.max() ?? 0 }.max() ?? 0
  }

  @Test("with a rate near 0 the model comes out again, its normalisation to the bit; assistants start from it too")
  func startsThere() throws {
    let start = try finished()
    let slow = ["learning_rate": "1e-7", "epochs": "1", "seed": "7"]
    let student = try model(try tuned(start, others, slow))
    #expect(farthest(student, start) < 1e-5 && student.tensors != start.tensors)
    #expect(student.tensors.suffix(2) == start.tensors.suffix(2))
    let assistant = try TemporaryModel.with(start.bytes) { file in
      try Assistant(.tiny(Assistant.declaration, slow.merging(["init": file.path]) { $1 }))
        .learn(from: others, in: .test())
    }
    #expect(farthest(try #require(assistant[Assistant.model]), start) < 1e-5)
    let chance = try finished(others, slow)
    #expect(farthest(chance, start) > 0.1)
  }

  @Test("frozen layers are the model's to the bit, those above learn; on one thread and on two", arguments: 0...2)
  func freezes(count: Int) throws {
    let layers = ["layers": "6,5"]
    let start = try finished(TinyCorpus(), layers)
    let changes = layers.merging(["freeze": "\(count)", "weight_decay": "0.1"]) { $1 }
    let after = try model(try tuned(start, others, changes))
    for (before, tensor) in zip(start.tensors, after.tensors) where !tensor.name.hasPrefix("normalisation") {
      let isFrozen = (0..<count).contains { tensor.name.hasPrefix("layers.\($0).") }
      #expect((before == tensor) == isFrozen, "\(tensor.name)")
    }
    #expect(try model(try tuned(start, others, changes, in: .test(threads: 2))) == after)
  }

  @Test("networks of folds start from it too, and a run that was killed goes on to the same bytes", arguments: 0...8)
  func foldsAndResuming(writes: Int) throws {
    let start = try finished()
    let changes = ["folds": "2", "freeze": "1"]
    let whole = try tuned(start, others, changes)
    let files = MemoryFiles(limit: writes)
    _ = try? tuned(start, others, changes, in: .test(checkpoints: files))
    let again = try tuned(start, others, changes, in: .test(checkpoints: MemoryFiles(copyOf: files)))
    #expect(try model(again) == model(whole))
    let folds = try #require(again[Student.folds]?.models)
    #expect(folds == whole[Student.folds]?.models && folds.count == 2 && folds[0] != folds[1])
    let lowest = start.tensors.prefix { $0.name.hasPrefix("layers.0.") }
    #expect(!lowest.isEmpty && folds.allSatisfy { $0.tensors.starts(with: lowest) })
  }

  @Test("labels of other types get an output layer by chance, and that is said; the same types keep the model's")
  func otherTypes() throws {
    let said = Mutex<[String]>([])
    let context = CorpusContext(
      version: "0", pipelineHash: "0", warning: { sentence in said.withLock { $0.append(sentence) } })
    let start = try finished()
    _ = try tuned(start, others, in: context)
    #expect(said.withLock { $0.isEmpty })
    var corpus = others
    corpus.vocabulary = try Vocabulary(types: ["a", "b", "c", "d", "e", "f", "g", "h"], scale: ["a", "b"])
    let after = try model(try tuned(start, corpus, ["freeze": "1"], in: context))
    #expect(after.card.types == corpus.vocabulary.types)
    let sentence = try #require(said.withLock { $0.first })
    #expect(sentence.contains("the labels are a b c d e f g h: its output layer starts by chance"), "\(sentence)")
    let output = start.tensors.firstIndex { $0.name == "output.weight" }
    #expect(farthestOutput(after, start, at: try #require(output)) > 0.1)
    #expect(after.tensors.starts(with: start.tensors.prefix { $0.name.hasPrefix("layers.0.") }))
  }

  private func farthestOutput(_ first: Model, _ second: Model, at place: Int) -> Float {
    zip(first.tensors[place].values, second.tensors[place].values).map { abs($0 - $1) }.max() ?? 0
  }

  @Test("the new model's songs are those of the start too; songs that both met and that judge are warned of")
  func knowsItsSongs() throws {
    let said = Mutex<[String]>([])
    let context = CorpusContext(
      version: "0", pipelineHash: "0", warning: { sentence in said.withLock { $0.append(sentence) } })
    let start = try finished()
    let after = try model(try tuned(start, others, in: context))
    #expect(Set(after.card.songs).isSuperset(of: start.card.songs) && after.card.songs.count == 10)
    #expect(said.withLock { $0.isEmpty })
    _ = try tuned(start, TinyCorpus(), in: context)
    let sentence = try #require(said.withLock { $0.first })
    #expect(sentence.contains("4 of the training songs and 1 of the validation songs"), "\(sentence)")
  }

  @Test("folds of songs that the start has met are refused, with the way out; without folds they are learned from")
  func foldsOfKnownSongs() throws {
    let start = try finished()
    let failure = #expect(throws: Failure.self) { try tuned(start, TinyCorpus(), ["folds": "2"]) }
    #expect(failure?.reason.contains("the model has met 4 of the training songs before") == true)
    #expect(failure?.remedy.contains("set `folds: 0`") == true)
    var mixed = others
    mixed.tracks[1] = TinyCorpus().tracks[1]
    try TemporaryModel.with(start.bytes) { file in
      func assistant(_ corpus: TinyCorpus, _ folds: String) throws {
        _ = try Assistant(.tiny(Assistant.declaration, ["init": file.path, "folds": folds]))
          .learn(from: corpus, in: .test())
      }
      #expect(throws: Failure.self) { try assistant(mixed, "2") }
      #expect(throws: Never.self) { try assistant(mixed, "0") }
      #expect(throws: Never.self) { try assistant(others, "2") }
    }
  }

  @Test(
    "other sizes are refused when the stage is made, with the file, both values and the way out",
    arguments: [
      (["layers": "7"], "layers is [7] here, [6] in the model"),
      (["cell": "gru"], "cell is gru here, lstm in the model"),
      (
        ["layers": "6,5", "bidirectional": "false"],
        "layers is [6, 5] here, [6] in the model, and bidirectional is false here, true in the model"
      ),
    ])
  func otherSizes(changes: [String: String], reason: String) throws {
    try TemporaryModel.with(try finished().bytes) { file in
      for make in [
        { _ = try Student(.tiny(Student.declaration, $0)) }, { _ = try Assistant(.tiny(Assistant.declaration, $0)) },
      ] as [([String: String]) throws -> Void] {
        let failure = #expect(throws: Failure.self) { try make(changes.merging(["init": file.path]) { $1 }) }
        #expect(failure?.reason == "\(file.path): \(reason)")
        #expect(failure?.remedy.contains("or leave `init` out") == true)
      }
    }
  }

  @Test("settings that contradict each other are refused when the stage is made")
  func badSettings() throws {
    func reason(_ changes: [String: String]) -> String? {
      #expect(throws: Failure.self) { try Student(.tiny(Student.declaration, changes)) }?.reason
    }
    #expect(reason(["freeze": "1"])?.contains("without `init`") == true)
    try TemporaryModel.with(try finished().bytes) { file in
      #expect(
        reason(["init": file.path, "freeze": "2"])
          == "\(file.path): `freeze` is 2, and the network has 1 recurrent layers")
      #expect(reason(["init": file.path, "model": file.path])?.contains("`init` to be learned on from") == true)
    }
    try TemporaryModel.with(Array("no model".utf8)) { file in
      #expect(reason(["init": file.path])?.hasPrefix("\(file.path): ") == true)
    }
    #expect(reason(["init": "/nowhere.safetensors"])?.contains("/nowhere.safetensors: cannot read") == true)
  }

  @Test("rows of another width are refused before anything runs, rows of another making before anything is learned")
  func otherFeatures() throws {
    func context(_ bands: String) -> CorpusContext {
      let parts = [
        Lineage.Part(stage: "pool", settings: [:]), Lineage.Part(stage: "mel", settings: ["bands": bands]),
      ]
      return CorpusContext(version: "0", pipelineHash: "0", lineages: ["frames": [Lineage(parts: parts)]])
    }
    let start = try finished(in: context("128"))
    #expect(throws: Never.self) { try tuned(start, others, in: context("128")) }
    let failure = #expect(throws: Failure.self) { try tuned(start, others, in: context("64")) }
    #expect(failure?.reason.contains(".safetensors: the features are not those of the model") == true)
    #expect(failure?.reason.contains("mel.bands is 64 here, 128 where the model was trained") == true)
    var inputs = FrameFormats()
    inputs[named: "frames"] = [FrameFormat(quantity: .embeddings, width: 9, rate: 1, sampleRate: 0)]
    inputs[named: "truth"] = [FrameFormat.shotTypes(TinyCorpus.types)]
    try TemporaryModel.with(start.bytes) { file in
      let stage = try Student(.tiny(Student.declaration, ["init": file.path]))
      let failure = #expect(throws: Failure.self) { try stage.formats(for: inputs) }
      #expect(failure?.reason == "\(file.path): the network has 8 inputs, the frames here 9 columns")
    }
  }
}
