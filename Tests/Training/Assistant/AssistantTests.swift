import StageKit
import Synchronization
import TestSupport
import Testing

@testable import Training

@Suite("Assistants")
struct AssistantTests {
  private func learned(
    _ corpus: TinyCorpus = TinyCorpus(), _ changes: [String: String] = [:], in context: CorpusContext = .test()
  ) throws -> Artifacts {
    try Assistant(.tiny(Assistant.declaration, changes)).learn(from: corpus, in: context)
  }

  private func weights(
    _ corpus: TinyCorpus = TinyCorpus(), _ changes: [String: String] = [:], in context: CorpusContext = .test()
  ) throws -> [UInt8] {
    try #require(try learned(corpus, changes, in: context)[Assistant.model]).bytes
  }

  @Test("what can be heard is learned, in each view", arguments: [1, 2, 4])
  func learns(view: Int) throws {
    var corpus = TinyCorpus(training: 8)
    corpus.view = view
    let stage = try Assistant(
      .tiny(Assistant.declaration, ["layers": "16", "epochs": "120", "learning_rate": "0.01", "dropout": "0"]))
    let learned = try stage.learn(from: corpus, in: .test())
    let song = try #require(corpus.tracks.first { $0.part == .test })
    let context = TrackContext(track: song, version: "0", pipelineHash: "0")
    let types = try #require(
      try stage.run(corpus.inputs(of: song), learned: learned, in: context)[Assistant.types])
    #expect(types.count == TinyCorpus.seconds)
    let rows = try types.values()
    let guesses = (0..<types.count).map { second in
      let row = Array(rows[second * 8..<second * 8 + 8])
      return row.firstIndex(of: row.max() ?? 0) ?? 0
    }
    let right = zip(guesses, corpus.labels(of: song)).count { $0 == $1 }
    #expect(right > TinyCorpus.seconds / 2, "\(right) of \(TinyCorpus.seconds) right")
  }

  @Test("the same seed gives the same bytes, on one thread and on two; another seed gives others")
  func isDeterministic() throws {
    let first = try weights()
    #expect(try weights() == first)
    #expect(try weights(in: .test(threads: 2)) == first)
    #expect(try weights(TinyCorpus(), ["seed": "2"]) != first)
  }

  @Test("a run that was killed after any epoch goes on to the same bytes", arguments: 0...3)
  func resumes(writes: Int) throws {
    let whole = try weights()
    let files = MemoryFiles(limit: writes)
    _ = try? weights(in: .test(checkpoints: files))
    #expect(try weights(in: .test(checkpoints: MemoryFiles(copyOf: files))) == whole)
  }

  @Test("a fold's network has not seen its songs: changing one changes all networks but its own")
  func foldsAreBlind() throws {
    var corpus = TinyCorpus(training: 6)
    let before = try #require(try learned(corpus, ["folds": "3"])[Assistant.folds])
    #expect(before.models.count == 3)
    #expect(Set(before.leftOut.joined()) == Set(corpus.tracks.filter { $0.part == .training }.map(\.id)))
    let song = try #require(before.leftOut.first?.first)
    corpus.changed = [song]
    let after = try #require(try learned(corpus, ["folds": "3"])[Assistant.folds])
    #expect(after.leftOut == before.leftOut)
    for (fold, songs) in before.leftOut.enumerated() {
      #expect((before.models[fold] == after.models[fold]) == songs.contains(song), "fold \(fold)")
    }
  }

  @Test(
    "a network that knows its songs by heart gets folds, and says so with both numbers; the paper's preset has none")
  func foldsWhereNeeded() throws {
    var corpus = TinyCorpus(training: 6, validation: 2)
    corpus.relabelled = Set(corpus.tracks.map(\.id))
    let heart = [
      "layers": "24", "epochs": "150", "least_epochs": "150", "select": "last", "learning_rate": "0.02", "dropout": "0",
    ]
    let said = Mutex<[String]>([])
    let context = CorpusContext(
      version: "0", pipelineHash: "0", warning: { sentence in said.withLock { $0.append(sentence) } })
    func count(_ changes: [String: String]) throws -> Int? {
      try learned(corpus, heart.merging(changes) { $1 }, in: context)[Assistant.folds]?.models.count
    }
    #expect(try count(["preset": "paper"]) == 0 && count(["folds": "0"]) == 0)
    #expect(said.withLock { $0.isEmpty })
    #expect(try count([:]) == 3)
    let sentence = try #require(said.withLock { $0.first })
    #expect(sentence.contains(/right on \d+ % of training songs and on \d+ % of validation songs/), "\(sentence)")
    #expect(
      try learned(TinyCorpus(training: 6, validation: 2), ["epochs": "1"])[Assistant.folds]?.models.isEmpty == true)
    corpus = TinyCorpus(training: 1, validation: 1)
    corpus.relabelled = Set(corpus.tracks.map(\.id))
    #expect(try count([:]) == 0, "one song cannot be dealt")
  }

  @Test("folds that cannot be dealt are found before anything is trained")
  func badFolds() throws {
    #expect(throws: Failure.self) { try Assistant(.tiny(Assistant.declaration, ["folds": "1"])) }
    let files = MemoryFiles(limit: 0)
    let failure = #expect(throws: Failure.self) {
      try learned(TinyCorpus(training: 3), ["folds": "4"], in: .test(checkpoints: files))
    }
    #expect(failure?.reason.contains("cannot be dealt into 4 folds") == true)
  }

  @Test("networks of folds come back from bytes")
  func foldsAreKept() throws {
    let set = try #require(try learned(TinyCorpus(), ["folds": "2"])[Assistant.folds])
    let kept = try NetworkSet(encoded: MemoryBytes(set.encoded()))
    #expect(kept.models == set.models)
    #expect(kept.leftOut == set.leftOut)
    #expect(try set.encoded().count < 2 * set.models.reduce(0) { $0 + $1.bytes.count })
  }

  @Test("songs of one name are told apart: they are dealt into the same folds, which learn the same")
  func namesMayBeEqual() throws {
    let corpus = TinyCorpus(training: 6)
    let folds = try #require(try learned(corpus, ["folds": "3"])[Assistant.folds])
    let renamed = try #require(try learned(corpus.renamed { _ in "01" }, ["folds": "3"])[Assistant.folds])
    #expect(renamed.leftOut == folds.leftOut)
    #expect(renamed.models == folds.models)
  }

  @Test("no fold tears a group")
  func foldsKeepGroups() throws {
    let corpus = TinyCorpus(training: 6).renamed(\.name) {
      $0.name.hasSuffix("0") || $0.name.hasSuffix("5") ? "ann" : nil
    }
    let ann = Set(corpus.tracks.filter { $0.part == .training && $0.group == "ann" }.map(\.id))
    for seed in 1...4 {
      let folds = try #require(try learned(corpus, ["folds": "3", "epochs": "1", "seed": "\(seed)"])[Assistant.folds])
      #expect(folds.leftOut.contains { Set($0).isSuperset(of: ann) }, "seed \(seed)")
    }
  }

  @Test("held_out of a training song comes from its fold's network, that of others from the whole one")
  func heldOut() throws {
    let corpus = TinyCorpus(training: 6)
    let stage = try Assistant(.tiny(Assistant.declaration, ["folds": "3"]))
    let learned = try stage.learn(from: corpus, in: .test())
    for track in corpus.tracks {
      let context = TrackContext(track: track, version: "0", pipelineHash: "0")
      let given = try stage.run(corpus.inputs(of: track), learned: learned, in: context)
      let isSame = try given[Assistant.types]?.values() == given[Assistant.heldOut]?.values()
      #expect(isSame == (track.part != .training), "\(track.name)")
    }
  }

  @Test("a model refuses rows that were made in another way, and names the setting")
  func refusesOtherFeatures() throws {
    let corpus = TinyCorpus()
    func lineage(_ bands: String) -> [String: [Lineage]] {
      [
        "frames": [
          Lineage(parts: [.init(stage: "pool", settings: [:]), .init(stage: "mel", settings: ["bands": bands])])
        ]
      ]
    }
    let stage = try Assistant(.tiny(Assistant.declaration))
    let learned = try stage.learn(
      from: corpus, in: CorpusContext(version: "0", pipelineHash: "0", lineages: lineage("128")))
    let context = TrackContext(track: corpus.tracks[0], version: "0", pipelineHash: "0", lineages: lineage("64"))
    let failure = #expect(throws: Failure.self) {
      try stage.run(corpus.inputs(of: corpus.tracks[0]), learned: learned, in: context)
    }
    #expect(failure?.reason.contains("mel.bands is 64 here, 128 where the model was trained") == true)
  }
}
