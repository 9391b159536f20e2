import Learning
import Networks
import StageKit
import Testing

@testable import Models

@Suite("Teachers")
struct TeacherTests {
  private func corpus() -> TinyCorpus {
    var corpus = TinyCorpus()
    corpus.isList = true
    corpus.shared[named: "assistants"] = (0..<3).map { _ in
      Artifacts.Named<any Artifact>(name: "a", value: corpus.truth(of: corpus.tracks[0]))
    }
    return corpus
  }

  @Test("tables come back from a model's bytes, and give the same opinion")
  func roundTrip() throws {
    let corpus = corpus()
    let stage = try Teacher(.tiny(Teacher.declaration, ["codebook": "4"]))
    let learned = try stage.learn(from: corpus, in: .test())
    let model = try #require(learned[Teacher.model])
    #expect(try Model(bytes: model.bytes) == model)
    let weights = FusionSettings(try .tiny(Teacher.declaration))
    let tables = try TeacherTables(model, weights: weights)
    #expect(tables.codebooks.count == 3)
    #expect(tables.fusion.links.count == 2)
    let sum = tables.fusion.language.prior.reduce(0, +)
    #expect(abs(sum - 1) < 1e-6)
  }

  @Test("a codebook without codewords is refused")
  func emptyCodebook() throws {
    let corpus = corpus()
    let stage = try Teacher(.tiny(Teacher.declaration, ["codebook": "4"]))
    let model = try #require(try stage.learn(from: corpus, in: .test())[Teacher.model])
    let emptied = model.tensors.map { tensor in
      guard tensor.name == "codebooks.2.centroids" || tensor.name == "links.1" else { return tensor }
      let shape = tensor.shape.enumerated().map { place, length in
        place == (tensor.shape.count == 2 ? 0 : 1) ? 0 : length
      }
      return Tensor(name: tensor.name, shape: shape, values: [])
    }
    let hostile = try Model(card: model.card, tensors: emptied)
    let weights = FusionSettings(try .tiny(Teacher.declaration))
    #expect(throws: StageFailure.self) { try TeacherTables(hostile, weights: weights) }
  }

  @Test(
    "probabilities add up to 1, a path has one type a second, targets follow the rule", arguments: ["mean", "fusion"])
  func gives(rule: String) throws {
    let corpus = corpus()
    let stage = try Teacher(.tiny(Teacher.declaration, ["codebook": "4", "targets": rule]))
    let learned = try stage.learn(from: corpus, in: .test())
    let context = TrackContext(track: corpus.tracks[0], version: "0", pipelineHash: "0")
    let given = try stage.run(corpus.inputs(of: corpus.tracks[0]), learned: learned, in: context)
    let types = TypeRows(types: 8, floats: try #require(given[Teacher.types]).values())
    let path = TypeRows(types: 8, floats: try #require(given[Teacher.path]).values())
    for second in 0..<types.count {
      #expect(abs(types[second].reduce(0, +) - 1) < 1e-5)
      #expect(path[second].filter { $0 == 1 }.count == 1)
    }
    let other = rule == "mean" ? given[Teacher.mean] : given[Teacher.types]
    #expect(try given[Teacher.targets]?.values() == other?.values())
  }

  @Test("cross-fitted targets need probabilities that were held out")
  func crossfit() throws {
    let corpus = corpus()
    let stage = try Teacher(.tiny(Teacher.declaration, ["codebook": "4", "targets_from": "crossfit"]))
    let learned = try stage.learn(from: corpus, in: .test())
    let context = TrackContext(track: corpus.tracks[0], version: "0", pipelineHash: "0")
    #expect(throws: StageFailure.self) {
      try stage.run(corpus.inputs(of: corpus.tracks[0]), learned: learned, in: context)
    }
  }
}
