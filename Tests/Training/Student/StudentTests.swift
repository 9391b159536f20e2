import Networks
import Shots
import StageKit
import TestSupport
import Testing

@testable import Training

@Suite("Students")
struct StudentTests {
  private func weights(_ corpus: TinyCorpus, _ changes: [String: String] = [:]) throws -> [UInt8] {
    let stage = try Student(.tiny(Student.declaration, changes))
    return try #require(try stage.learn(from: corpus, in: .test())[Student.model]).bytes
  }

  @Test("soft targets change what is learned, and count for nothing where alpha is 1")
  func targets() throws {
    var taught = TinyCorpus()
    taught.hasTargets = true
    let plain = try weights(TinyCorpus())
    #expect(try weights(taught) != plain)
    let parameters = try [weights(taught, ["alpha": "1"]), plain].map { try Model(bytes: $0).tensors }
    #expect(parameters[0] == parameters[1])
  }

  @Test("a model's card has the words of its labels: types, scale and other names")
  func wordsOfTheLabels() throws {
    var corpus = TinyCorpus()
    corpus.vocabulary = try Vocabulary(
      types: ["far", "near", "b", "c", "d", "e", "f", "g"], scale: ["near", "far"], aliases: ["wide": "far"])
    let card = try Model(bytes: try weights(corpus)).card
    #expect(card.types == corpus.vocabulary.types)
    #expect(card.scale == ["near", "far"])
    #expect(card.aliases == ["wide": "far"])
    #expect(try Model(bytes: try weights(TinyCorpus())).card.scale == Vocabulary.concert.scale)
  }

  @Test("songs of one name are told apart: each is taught by its own targets")
  func namesMayBeEqual() throws {
    var corpus = TinyCorpus(unlabelled: 2)
    corpus.hasTargets = true
    #expect(try weights(corpus.renamed { _ in "01" }) == weights(corpus))
  }

  @Test("songs without labels are learned from, and labels planted on them change no bit")
  func unlabelled() throws {
    var corpus = TinyCorpus(unlabelled: 3)
    corpus.hasTargets = true
    let first = try weights(corpus)
    var planted = corpus
    planted.plantsLabels = true
    #expect(try weights(planted) == first)
    var none = TinyCorpus()
    none.hasTargets = true
    #expect(try weights(none) != first)
  }

  @Test("networks of folds leave out the songs of the first assistant that has any: labels of these change all others")
  func folds() throws {
    var corpus = TinyCorpus(training: 6)
    corpus.hasTargets = true
    func sets(_ changes: [String: String], _ corpus: TinyCorpus) throws -> NetworkSet {
      try #require(try Student(.tiny(Student.declaration, changes)).learn(from: corpus, in: .test())[Student.folds])
    }
    #expect(try sets([:], corpus).models.isEmpty)
    let none = NetworkSet(models: [], leftOut: [])
    let assistant = try Assistant(.tiny(Assistant.declaration, ["folds": "2", "seed": "3"])).learn(
      from: corpus, in: .test())
    let given = try #require(assistant[Assistant.folds])
    corpus.shared[named: "like"] = [none, given].map { Artifacts.Named<any Artifact>(name: "folds", value: $0) }
    let folds = try sets([:], corpus)
    #expect(folds.leftOut == given.leftOut && folds.models.count == 2)
    #expect(try sets(["preset": "paper"], corpus).models.isEmpty)
    #expect(try sets(["folds": "0"], corpus).models.isEmpty)
    #expect(try sets(["folds": "3"], corpus).models.count == 3)
    var planted = corpus
    planted.relabelled = Set(folds.leftOut[0])
    let after = try sets([:], planted)
    #expect(after.models[0] == folds.models[0] && after.models[1] != folds.models[1])
    #expect(throws: Failure.self) { try Student(.tiny(Student.declaration, ["folds": "1"])) }
  }

  @Test("the student of all songs is the same with folds and without")
  func wholeStays() throws {
    #expect(try weights(TinyCorpus(training: 6), ["folds": "2"]) == weights(TinyCorpus(training: 6)))
  }

  @Test("a song that is scored though the model learned from it is warned of")
  func knownSongs() throws {
    let corpus = TinyCorpus()
    let learned = try Student(.tiny(Student.declaration)).learn(from: corpus, in: .test())
    func warnings(of track: TrackInfo, as part: TrackPart) throws -> Int {
      let warnings = TestTrack.Warnings()
      let info = TrackInfo(
        name: track.name, path: track.path, seconds: track.seconds, hash: track.hash, part: part)
      let context = TrackContext(
        track: info, version: "0", pipelineHash: "0", warning: { sentence, _ in warnings.add(sentence) })
      _ = try Student(.tiny(Student.declaration)).run(corpus.inputs(of: track), learned: learned, in: context)
      return warnings.sentences.count
    }
    let taught = try #require(corpus.tracks.first { $0.part == .training })
    let chosenBy = try #require(corpus.tracks.first { $0.part == .validation })
    let new = try #require(corpus.tracks.first { $0.part == .test })
    #expect(try warnings(of: taught, as: .test) == 1 && warnings(of: chosenBy, as: .test) == 1)
    #expect(try warnings(of: taught, as: .training) == 0 && warnings(of: new, as: .test) == 0)
  }

  @Test("an empty list of songs without labels gives the bytes of labels alone")
  func emptyList() throws {
    var corpus = TinyCorpus(unlabelled: 0)
    corpus.hasTargets = true
    #expect(try weights(corpus, ["unlabelled": "2"]) == weights(corpus, ["unlabelled": "0"]))
  }

  @Test("targets of types in another order are refused")
  func otherTypes() throws {
    var inputs = FrameFormats()
    inputs[named: "frames"] = [TinyCorpus().rows(of: TinyCorpus().tracks[0], view: 1).format]
    inputs[named: "truth"] = [FrameFormat.shotTypes(TinyCorpus.types)]
    inputs[named: "targets"] = [FrameFormat.shotTypes(TinyCorpus.types)]
    let stage = try Student(.tiny(Student.declaration))
    #expect(throws: Never.self) { try stage.formats(for: inputs) }
    inputs[named: "targets"] = [FrameFormat.shotTypes(TinyCorpus.types.reversed())]
    #expect(throws: Failure.self) { try stage.formats(for: inputs) }
  }
}
