import FoundationEssentials
import Learning
import StageKit
import Testing

@testable import Models

@Suite("Evaluation")
struct EvaluateTests {
  private struct Report: Decodable {
    struct System: Decodable {
      let name: String
      let mean: [String: Double]
    }

    let systems: [System]
  }

  @Test("a perfect system has no fault, and the controls are rows of the report")
  func perfect() throws {
    var corpus = Perfect()
    corpus.songs = TinyCorpus(training: 3, test: 2)
    let stage = try Evaluate(.tiny(Evaluate.declaration, ["rows": "perfect"]))
    let outputs = try stage.run(corpus, in: .test())
    let bytes = try #require(outputs[Evaluate.report]).bytes()
    let report = try JSONDecoder().decode(Report.self, from: Data(bytes))
    #expect(report.systems.map(\.name) == ["perfect", "majority class", "bigram draw"])
    #expect(report.systems[0].mean["accuracy"] == 100)
    #expect(report.systems[0].mean["sequenceAccuracy"] == 100)
    #expect(try #require(report.systems[1].mean["accuracy"]) < 60)
    let page = String(decoding: try #require(outputs[Evaluate.page]).bytes(), as: UTF8.self)
    #expect(page.contains("perfect"))
  }

  @Test("songs are scored in the words of their labels")
  func wordsOfTheLabels() throws {
    var corpus = Perfect()
    corpus.songs.vocabulary = try Vocabulary(
      types: ["far", "near", "b", "c", "d", "e", "f", "g"], scale: ["near", "far"])
    let stage = try Evaluate(.tiny(Evaluate.declaration, ["rows": "perfect"]))
    let bytes = try #require(try stage.run(corpus, in: .test())[Evaluate.report]).bytes()
    struct Words: Decodable {
      let types: [String]
      let scale: [String]
    }
    let words = try JSONDecoder().decode(Words.self, from: Data(bytes))
    #expect(words.types == corpus.songs.vocabulary.types && words.scale == ["near", "far"])
    var formats = FrameFormats()
    formats[named: "truth"] = [corpus.songs.vocabulary.labelFormat]
    formats[named: "types"] = [Vocabulary.concert.labelFormat]
    let failure = #expect(throws: StageFailure.self) { try stage.formats(for: formats) }
    #expect(failure?.reason.hasPrefix("scores the types far near b c d e f g of the labels, but is given CU") == true)
  }

  @Test("a comparison of a row that is not there says which was meant")
  func unknownRow() throws {
    let stage = try Evaluate(.tiny(Evaluate.declaration, ["rows": "perfect", "compare": "perfet - majority class"]))
    let failure = #expect(throws: StageFailure.self) { try stage.run(Perfect(), in: .test()) }
    #expect(failure?.remedy == "did you mean perfect?")
  }

  /// A corpus with one system, which is always right.
  private struct Perfect: Corpus {
    var songs = TinyCorpus()
    var tracks: [TrackInfo] { songs.tracks }

    func inputs(of track: TrackInfo) -> Artifacts {
      var inputs = songs.inputs(of: track)
      inputs[named: "types"] = [Artifacts.Named<any Artifact>(name: "truth", value: songs.truth(of: track))]
      return inputs
    }
  }
}
