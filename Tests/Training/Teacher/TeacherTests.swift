import Learning
import Networks
import Shots
import StageKit
import TestSupport
import Testing

@testable import Training

@Suite("Teachers")
struct TeacherTests {
  /// A corpus of three views, or of the first alone, whose assistants are always right.
  private func corpus(views: Int = 3) -> TinyCorpus {
    var corpus = TinyCorpus()
    corpus.isList = true
    corpus.views = Array([1, 2, 4].prefix(views))
    corpus.shared[named: "assistants"] = (0..<views).map { _ in
      Artifacts.Named<any Artifact>(name: "a", value: corpus.perfect(of: corpus.tracks[0]))
    }
    return corpus
  }

  private func stage(_ changes: [String: String] = [:]) throws -> Teacher {
    try Teacher(.tiny(Teacher.declaration, ["codebook": "4"].merging(changes) { _, new in new }))
  }

  private func given(
    by stage: Teacher, _ corpus: TinyCorpus, learned: Artifacts, lineages: [String: [Lineage]] = [:]
  ) throws -> Artifacts {
    let context = TrackContext(track: corpus.tracks[0], version: "0", pipelineHash: "0", lineages: lineages)
    return try stage.run(corpus.inputs(of: corpus.tracks[0]), learned: learned, in: context)
  }

  @Test("tables come back from a model's bytes, and give the same prediction")
  func roundTrip() throws {
    let learned = try stage().learn(from: corpus(), in: .test())
    let model = try #require(learned[Teacher.model]?.model)
    #expect(try Model(bytes: model.bytes) == model)
    let tables = try TeacherTables(model)
    #expect(tables.codebooks.count == 3)
    #expect(tables.fusion.links.count == 2)
    let sum = tables.fusion.language.prior.reduce(0, +)
    #expect(abs(sum - 1) < 1e-6)
  }

  @Test("a file says all that a prediction needs, whatever the settings of the stage that reads it")
  func finished() throws {
    let corpus = corpus()
    let stage = try stage(["language_weight": "3", "acoustic_scale": "0.5", "targets": "fusion"])
    let learned = try stage.learn(from: corpus, in: .test())
    let before = try given(by: stage, corpus, learned: learned)
    let after = try TemporaryModel.with(try #require(learned[Teacher.model]?.model).bytes) { file in
      var settings = Settings(defaultsOf: Teacher.declaration)
      settings[LearnedModel.file] = file
      return try given(by: Teacher(settings), corpus, learned: Artifacts())
    }
    for port in [Teacher.types, Teacher.path, Teacher.mean, Teacher.targets] {
      #expect(try before[port]?.values() == after[port]?.values(), "\(port.name)")
    }
    #expect(try after[Teacher.targets]?.values() == after[Teacher.types]?.values())
  }

  @Test(
    "numbers that no teacher counts are refused",
    arguments: [
      ("language.prior", Float(0)), ("language.initial", 2), ("language.bigram", -0.1), ("codebooks.1.deviation", 0),
    ])
  func damaged(name: String, value: Float) throws {
    let model = try #require(try stage().learn(from: corpus(), in: .test())[Teacher.model]?.model)
    let tensors = model.tensors.map { tensor in
      var changed = tensor
      if tensor.name == name { changed.values[0] = value }
      return changed
    }
    let failure = #expect(throws: Failure.self) { try TeacherTables(Model(card: model.card, tensors: tensors)) }
    #expect(failure?.reason.contains(name) == true)
  }

  @Test("a codebook without codewords is refused")
  func emptyCodebook() throws {
    let model = try #require(try stage().learn(from: corpus(), in: .test())[Teacher.model]?.model)
    let emptied = model.tensors.map { tensor in
      guard tensor.name == "codebooks.2.centroids" || tensor.name == "links.1" else { return tensor }
      let shape = tensor.shape.enumerated().map { place, length in
        place == (tensor.shape.count == 2 ? 0 : 1) ? 0 : length
      }
      return Tensor(name: tensor.name, shape: shape, values: [])
    }
    let hostile = try Model(card: model.card, tensors: emptied)
    #expect(throws: Failure.self) { try TeacherTables(hostile) }
  }

  @Test(
    "probabilities add up to 1, a path has one type a second, targets follow the rule", arguments: ["mean", "fusion"],
    [1, 3])
  func gives(rule: String, views: Int) throws {
    let corpus = corpus(views: views)
    let stage = try stage(["targets": rule])
    let given = try given(by: stage, corpus, learned: stage.learn(from: corpus, in: .test()))
    let types = try TypeRows(try #require(given[Teacher.types]))
    let path = try TypeRows(try #require(given[Teacher.path]))
    for second in 0..<types.count {
      #expect(abs(types[second].reduce(0, +) - 1) < 1e-5)
      #expect(path[second].filter { $0 == 1 }.count == 1)
    }
    let other = rule == "mean" ? given[Teacher.mean] : given[Teacher.types]
    #expect(try given[Teacher.targets]?.values() == other?.values())
  }

  @Test("a view that stands alone needs no codewords, and no search for their number")
  func single() throws {
    let learned = try Teacher(.tiny(Teacher.declaration)).learn(from: corpus(views: 1), in: .test())
    let tables = try TeacherTables(try #require(learned[Teacher.model]?.model))
    #expect(tables.codebooks.isEmpty)
    #expect(tables.fusion.links.isEmpty)
  }

  @Test("rows of any view that were made in another way are refused", arguments: 0...2)
  func otherFeatures(view: Int) throws {
    func lineages(_ bands: String) -> [String: [Lineage]] {
      [
        "frames": (0..<3).map { number in
          Lineage(parts: [.init(stage: "mel", settings: ["bands": number == view ? bands : "128"])])
        }
      ]
    }
    let corpus = corpus()
    let stage = try stage()
    let learned = try stage.learn(
      from: corpus, in: CorpusContext(version: "0", pipelineHash: "0", lineages: lineages("128")))
    #expect(throws: Never.self) { try given(by: stage, corpus, learned: learned, lineages: lineages("128")) }
    let failure = #expect(throws: Failure.self) {
      try given(by: stage, corpus, learned: learned, lineages: lineages("64"))
    }
    #expect(failure?.reason.hasPrefix("view \(view + 1): ") == true)
    #expect(failure?.reason.contains("mel.bands is 64 here") == true)
  }

  @Test("types in another order, views in another order and targets that cannot be cross-fitted are found by lint")
  func formats() throws {
    let corpus = corpus()
    let right = FrameFormat.shotTypes(TinyCorpus.types)
    let wrong = FrameFormat.shotTypes(TinyCorpus.types.reversed())
    func check(
      _ changes: [String: String] = [:], types: FrameFormat? = nil, heldOut: FrameFormat? = nil,
      views: [Int] = [1, 2, 4]
    ) throws {
      var inputs = FrameFormats()
      inputs[named: "truth"] = [right]
      inputs[named: "assistants"] = [right, types ?? right, right]
      inputs[named: "frames"] = views.map { corpus.rows(of: corpus.tracks[0], view: $0).format }
      if let heldOut { inputs[named: "held_out"] = [right, right, heldOut] }
      _ = try stage(changes).formats(for: inputs)
    }
    #expect(throws: Never.self) { try check(["targets_from": "crossfit"], heldOut: right) }
    #expect(throws: Failure.self) { try check(types: wrong) }
    #expect(throws: Failure.self) { try check(heldOut: wrong) }
    #expect(throws: Failure.self) { try check(views: [2, 1, 4]) }
    let failure = #expect(throws: Failure.self) { try check(["targets_from": "crossfit"]) }
    #expect(failure?.remedy == "wire `held_out` to the assistants' held_out")
  }

  @Test("a temperature is fitted on what is held out, softens targets alone, and comes back from the model")
  func temperature() throws {
    var corpus = corpus()
    // The assistants say of all songs what is right of the first alone, and are sure of it.
    let stage = try stage(["temperature": "fit"])
    let learned = try stage.learn(from: corpus, in: .test())
    let tables = try TeacherTables(try #require(learned[Teacher.model]?.model))
    #expect(tables.temperature > 2, "\(tables.temperature)")
    let (plain, fitted) = (
      try given(by: self.stage(), corpus, learned: self.stage().learn(from: corpus, in: .test())),
      try given(by: stage, corpus, learned: learned)
    )
    #expect(try fitted[Teacher.mean]?.values() == plain[Teacher.mean]?.values())
    let targets = try TypeRows(try #require(fitted[Teacher.targets]))
    let expected = SoftTargets.softened(
      probabilities: try TypeRows(try #require(plain[Teacher.targets])), tau: tables.temperature)
    for (one, other) in zip(targets.values, expected.values) { #expect(abs(one - other) < 1e-6) }

    // What is held out is less sure, and right of one of the training songs: it is their labels that tell.
    let unsure = try corpus.perfect(of: corpus.tracks[1]).values().map { $0 == 1 ? Float(0.65) : 0.05 }
    corpus.shared[named: "held_out"] = (0..<3).map { _ in
      Artifacts.Named<any Artifact>(name: "h", value: Frames(format: .shotTypes(TinyCorpus.types), values: unsure))
    }
    let heldOut = try stage.learn(from: corpus, in: .test())
    let own = try self.stage(["temperature": "fit", "targets_from": "assistants"]).learn(from: corpus, in: .test())
    let temperatures = try [heldOut, own].map { try TeacherTables(try #require($0[Teacher.model]?.model)).temperature }
    #expect(temperatures[0] != temperatures[1] && temperatures[1] == tables.temperature)
    corpus = TinyCorpus(validation: 0)
    corpus.isList = true
    corpus.shared = self.corpus().shared
    let failure = #expect(throws: Failure.self) { try stage.learn(from: corpus, in: .test()) }
    #expect(failure?.reason == "has no songs to fit a temperature on")
  }

  @Test("held_out makes the targets; what is no other prediction than the assistants' is refused where it is asked for")
  func crossfit() throws {
    var corpus = corpus()
    corpus.shared[named: "held_out"] = corpus.shared[named: "assistants"]
    let stage = try stage()
    let learned = try stage.learn(from: corpus, in: .test())
    let plain = try given(by: stage, corpus, learned: learned)
    #expect(try plain[Teacher.targets]?.values() == plain[Teacher.mean]?.values())
    let asked = try self.stage(["targets_from": "crossfit"])
    let failure = #expect(throws: Failure.self) { try asked.learn(from: corpus, in: .test()) }
    #expect(failure?.remedy.contains("`folds`") == true)

    corpus.shared[named: "held_out"] = (0..<3).map { _ in
      Artifacts.Named<any Artifact>(name: "h", value: corpus.perfect(of: corpus.tracks[1]))
    }
    #expect(throws: Never.self) { try asked.learn(from: corpus, in: .test()) }
    let fitted = try given(by: stage, corpus, learned: learned)
    #expect(try fitted[Teacher.targets]?.values() == corpus.perfect(of: corpus.tracks[1]).values())
    #expect(try fitted[Teacher.mean]?.values() == plain[Teacher.mean]?.values())
    let own = try given(by: self.stage(["targets_from": "assistants"]), corpus, learned: learned)
    #expect(try own[Teacher.targets]?.values() == plain[Teacher.targets]?.values())
  }
}
