import FoundationEssentials
import Learning
import Shots
import StageKit
import TestSupport
import Testing

@testable import Evaluation

@Suite("Evaluation")
struct EvaluateTests {
  private struct Report: Decodable {
    struct Numbers: Decodable {
      let mean: [String: Double]
    }

    struct System: Decodable {
      let name: String
      let pooled: Numbers
    }

    struct Song: Decodable {
      let song: String
      let values: [String: [String: Double]]
      let trueTypes: [String]?
    }

    struct Curve: Decodable {
      let name: String
    }

    struct Seen: Decodable {
      let system: String
      let training: [String: Double]
      let validation: [String: Double]
    }

    struct Run: Decodable {
      let seen: [Seen]
      let parts: [String: [String]]
      let songs: [Song]
      let curves: [Curve]
      let notes: [String]
      let warnings: [String]
    }

    struct Comparison: Decodable {
      let differences: [String: [String: Double]]
    }

    struct Stage: Decodable, Equatable {
      let stage: String
      let settings: [String: String]
    }

    let systems: [System]
    let settings: [String: [Stage]]
    let comparisons: [Comparison]
    let runs: [Run]
  }

  private func report(_ corpus: some Corpus, _ changes: [String: String]) throws -> Report {
    let outputs = try Evaluate(.tiny(Evaluate.declaration, changes)).run(corpus, in: .test())
    return try JSONDecoder().decode(Report.self, from: Data(try #require(outputs[Evaluate.report]).bytes()))
  }

  @Test("a perfect system has no fault, and the controls are rows of the report")
  func perfect() throws {
    let report = try report(Perfect(), ["rows": "perfect"])
    #expect(report.systems.map(\.name) == ["perfect", "majority class", "bigram draw"])
    #expect(report.systems[0].pooled.mean["accuracy"] == 100)
    #expect(report.systems[0].pooled.mean["sequenceAccuracy"] == 100)
    #expect(try #require(report.systems[1].pooled.mean["accuracy"]) < 60)
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
    formats[named: "truth"] = [ShotLabels.format(in: corpus.songs.vocabulary)]
    formats[named: "types"] = [.shotTypes(Vocabulary.concert.types)]
    let failure = #expect(throws: Failure.self) { try stage.formats(for: formats) }
    #expect(failure?.reason.hasPrefix("takes the types far near b c d e f g, but is given CU") == true)
  }

  @Test("each song of the part has all rows; the first are drawn, and comparisons pair the songs")
  func songs() throws {
    let report = try report(
      Perfect(), ["rows": "perfect", "compare": "perfect - bigram draw", "songs": "1", "part": "training"])
    let songs = try #require(report.runs.first).songs
    #expect(songs.map(\.song) == ["training0", "training1", "training2"])
    let parts = report.runs[0].parts
    #expect(parts["training"] == ["training0", "training1", "training2"] && parts["test"]?.first == "test0")
    #expect(songs.map { $0.trueTypes?.count } == [TinyCorpus.seconds, nil, nil])
    for song in songs {
      #expect(song.values.keys.sorted() == ["bigram draw", "majority class", "perfect"])
      #expect(song.values["perfect"]?["macroF1"] == 100)
    }
    let drawn = songs.compactMap { $0.values["bigram draw"]?["accuracy"] }
    let difference = try #require(report.comparisons.first?.differences["accuracy"])
    #expect(difference["count"] == 3 && difference["higher"] == 3)
    let expected = 100 - drawn.reduce(0, +) / 3
    let mean = try #require(difference["mean"])
    #expect(abs(mean - expected) < 1e-9)
  }

  @Test(
    "predictions are taken of the scored part alone, and what is not taken changes no bit",
    arguments: TrackPart.allCases)
  func taken(part: TrackPart) throws {
    let stage = try Evaluate(.tiny(Evaluate.declaration, ["rows": "perfect", "part": part.rawValue]))
    #expect(TrackPart.allCases.filter { stage.takes(Evaluate.types, of: $0) } == [part])
    #expect(TrackPart.allCases.filter { stage.takes(Evaluate.paths, of: $0) } == [part])
    #expect(TrackPart.allCases.filter { stage.takes(Evaluate.rounds, of: $0) } == [part])
    #expect(TrackPart.allCases.filter { stage.takes(Evaluate.baseline, of: $0) } == [.validation])
    for input in [Evaluate.teacher, Evaluate.student] {
      #expect(Set(TrackPart.allCases.filter { stage.takes(input, of: $0) }) == [.training, .validation])
    }
    guard part != .unlabelled else { return }
    var corpus = Perfect()
    corpus.hasTeacher = true
    let all = try stage.run(corpus, in: .test())
    let taken = try stage.run(TakenCorpus(corpus, by: stage, Evaluate.declaration), in: .test())
    for port in [Evaluate.report, Evaluate.page] {
      #expect(try taken[port]?.bytes() == all[port]?.bytes())
      #expect(all[port] != nil)
    }
  }

  @Test("each system has the settings of the stages that made it, as wired: types first, then paths")
  func settings() throws {
    var corpus = Perfect()
    corpus.songs.shared[named: "paths"] = [
      Artifacts.Named<any Artifact>(name: "path", value: corpus.songs.perfect(of: corpus.tracks[3]))
    ]
    func made(by stage: String, _ settings: [String: String]) -> Lineage {
      Lineage(parts: [Lineage.Part(stage: stage, settings: settings)])
    }
    let context = CorpusContext(
      version: "0", pipelineHash: "0",
      lineages: ["types": [made(by: "student", ["tau": "4"])], "paths": [made(by: "teacher", [:])]])
    var settings = Settings(defaultsOf: Evaluate.declaration)
    settings[Evaluate.rows] = ["kd", "mf"]
    let outputs = try Evaluate(settings).run(corpus, in: context)
    let report = try JSONDecoder().decode(Report.self, from: Data(try #require(outputs[Evaluate.report]).bytes()))
    #expect(
      report.settings == [
        "kd": [Report.Stage(stage: "student", settings: ["tau": "4"])],
        "mf": [Report.Stage(stage: "teacher", settings: [:])],
      ])
    let page = String(decoding: try #require(outputs[Evaluate.page]).bytes(), as: UTF8.self)
    #expect(page.contains("<summary>kd</summary>") && page.contains("<td>tau</td>\n<td>4</td>"))
  }

  @Test("a part without songs is refused")
  func emptyPart() throws {
    let stage = try Evaluate(.tiny(Evaluate.declaration, ["rows": "perfect", "part": "validation"]))
    var corpus = Perfect()
    corpus.songs = TinyCorpus(validation: 0)
    let failure = #expect(throws: Failure.self) { try stage.run(corpus, in: .test()) }
    #expect(failure?.reason == "there is no labelled song in the validation part")
  }

  @Test("curves of two stages are told apart by the stages' names")
  func curves() throws {
    let curve = LearningCurve(
      name: "teacher by round", axis: .round, points: [.init(step: 0, validationError: nil, validationNLL: nil)],
      best: nil)
    let history = Document(bytes: try JSONForm.encoded([curve]))
    var corpus = Perfect()
    corpus.songs.shared[named: "history"] = ["dil", "self"].map {
      Artifacts.Named<any Artifact>(name: "history", of: $0, value: history)
    }
    let curves = try #require(try report(corpus, ["rows": "perfect"]).runs.first).curves
    #expect(curves.map(\.name) == ["dil: teacher by round", "self: teacher by round"])
  }

  @Test("what the teacher has over the 1 s assistant is a note; too little of it is a warning")
  func teacherGap() throws {
    var corpus = Perfect()
    corpus.hasTeacher = true
    let run = try #require(try report(corpus, ["rows": "perfect"]).runs.first)
    #expect(run.notes == ["Validation NLL: teacher 0.0, 1 s assistant 0.0, difference 0.0."])
    #expect(run.warnings.count == 1)
    #expect(run.warnings[0].hasPrefix("The teacher is no better than the 1 s assistant in validation NLL"))
    corpus.knowsNothing = true
    let better = try #require(try report(corpus, ["rows": "perfect"]).runs.first)
    #expect(better.notes.first?.hasSuffix(", difference −2.079.") == true, "\(better.notes)")
    #expect(better.warnings.isEmpty)
    let without = try #require(try report(Perfect(), ["rows": "perfect"]).runs.first)
    #expect(without.notes.isEmpty && without.warnings.isEmpty)
  }

  @Test("a teacher that is worse: the warning says by how much, and whether it is too sure or knows less")
  func teacherIsWorse() throws {
    func warnings(teacher: @escaping (Int) -> [Double], baseline: @escaping (Int) -> [Double]) throws -> [String] {
      var gap = TeacherGap(types: 8)
      let songs = TinyCorpus()
      let track = try #require(songs.tracks.first { $0.part == .validation })
      var inputs = try songs.inputs(of: track)
      for (port, rows) in [("teacher", teacher), ("baseline", baseline)] {
        let values = songs.labels(of: track).flatMap { rows($0) }.map { Float($0) }
        inputs[named: port] = [
          Artifacts.Named<any Artifact>(
            name: port, value: Frames(format: .shotTypes(TinyCorpus.types), values: values))
        ]
      }
      try gap.add(inputs, of: .validation)
      return gap.warnings
    }
    /// The probability of the label, and of the type after it, the others having the rest.
    func rows(_ right: Double, _ next: Double) -> (Int) -> [Double] {
      { label in
        (0..<8).map { $0 == label ? right : $0 == (label + 1) % 8 ? next : (1 - right - next) / 6 }
      }
    }
    let sure = try warnings(teacher: rows(0.01, 0.98), baseline: rows(0.3, 0.4))
    #expect(sure.count == 1)
    #expect(
      sure[0].hasPrefix("The teacher is worse than the 1 s assistant by 3.401 in validation NLL, though it is right as")
    )
    #expect(sure[0].contains("it is too sure of itself, sure by 98.0 % in the mean. Set its `temperature: fit`"))
    // Right in all, as the other is, and hardly sure of it.
    let shy = try warnings(teacher: rows(0.2, 0.1), baseline: rows(0.5, 0.1))
    #expect(shy[0].contains("though it is right as often (100.0 % against 100.0 % of validation seconds)"))
    #expect(shy[0].contains("it is less sure than it is right, sure by 20.0 % in the mean"))
    // Right where the label is even, and far off elsewhere.
    let often = try warnings(
      teacher: { $0 % 2 == 0 ? rows(0.98, 0.01)($0) : rows(0.0001, 0.99)($0) }, baseline: rows(0.3, 0.4))
    #expect(often[0].contains("though it is right more often (") && often[0].contains("against 0.0 %"))
    let poor = try warnings(teacher: rows(0.14, 0.15), baseline: rows(0.5, 0.1))
    #expect(poor[0].contains("right less often (0.0 % against 100.0 % of validation seconds)"))
    #expect(poor[0].contains("know less than that of 1 s"))
    // What a fusion does: it multiplies what its assistants say.
    let proud = try warnings(teacher: rows(0.01, 0.98), baseline: rows(0.5, 0.1))
    #expect(proud[0].contains("far too sure of itself, sure by 98.0 % in the mean. Set its `temperature: fit`"))
    let little = try warnings(teacher: rows(0.51, 0.1), baseline: rows(0.5, 0.1))
    #expect(little[0].contains("better than the 1 s assistant by only 0.02 in"))
    #expect(try warnings(teacher: rows(0.6, 0.1), baseline: rows(0.5, 0.1)).isEmpty)
    // A difference that no text shows is none.
    for alike in [0.5001, 0.4999] {
      let same = try warnings(teacher: rows(alike, 0.1), baseline: rows(0.5, 0.1))
      #expect(same[0].hasPrefix("The teacher is no better than the 1 s assistant in validation NLL"))
    }
  }

  @Test("targets that are the labels over again are warned of, with both numbers, and stand in the report")
  func emptyTargets() throws {
    var corpus = Perfect()
    corpus.hasTeacher = true
    corpus.knowsNothing = true
    corpus.isRightOnTrainingAlone = true
    let run = try #require(try report(corpus, ["rows": "perfect"]).runs.first)
    let warning = try #require(run.warnings.first { $0.contains("the labels over again") })
    #expect(warning.contains(/right on 100 % of training songs and on \d+ % of validation songs/))
    #expect(run.seen.map(\.system) == ["the teacher's soft targets"])
    #expect(run.seen[0].training["accuracy"] == 1 && run.seen[0].training["confidence"] == 1)
    #expect(try #require(run.seen[0].validation["accuracy"]) < 0.5)
  }

  @Test("which round was kept is a note, and rows by round are rows of the report")
  func rounds() throws {
    let curve = LearningCurve(
      name: LearningCurve.studentByRound, axis: .round,
      points: (0...3).map { .init(step: $0, validationError: 0.5, validationNLL: 1) }, best: 2)
    var corpus = Perfect()
    corpus.songs.shared[named: "history"] = [
      Artifacts.Named<any Artifact>(name: "history", of: "dil", value: Document(bytes: try JSONForm.encoded([curve])))
    ]
    corpus.songs.shared[named: "rounds"] = [
      Artifacts.Named<any Artifact>(
        name: "rounds", of: "dil",
        value: RoundRows([
          RoundRows.Round(
            name: "student, round 1", rows: try TypeRows(corpus.songs.perfect(of: corpus.tracks[0])))
        ]))
    ]
    let report = try report(corpus, ["rows": "perfect"])
    #expect(report.runs[0].notes.contains { $0.hasPrefix("dil kept round 2 of 3: ") })
    #expect(report.systems.map(\.name) == ["perfect", "dil: student, round 1", "majority class", "bigram draw"])
    // A loop that its guard has ended in the first round.
    let none = LearningCurve(
      name: LearningCurve.studentByRound, axis: .round,
      points: [.init(step: 0, validationError: 0.5, validationNLL: 1)], best: 0)
    corpus.songs.shared[named: "history"] = [
      Artifacts.Named<any Artifact>(name: "history", of: "dil", value: Document(bytes: try JSONForm.encoded([none])))
    ]
    #expect(
      try self.report(corpus, ["rows": "perfect"]).runs[0].notes.contains {
        $0.hasPrefix("dil came to the end of no round: ")
      })
  }

  /// The formats that a pipeline with one system offers.
  private func offered(_ name: String) -> FrameFormats {
    var formats = FrameFormats()
    let format = FrameFormat.shotTypes(TinyCorpus.types)
    formats[named: "truth"] = [format]
    formats[named: "types"] = [format]
    formats.name(streamsAt: "types", [name])
    return formats
  }

  @Test("a comparison of a row that is not there is refused before the run, and says which was meant")
  func unknownRow() throws {
    let stage = try Evaluate(.tiny(Evaluate.declaration, ["compare": "perfet - majority class"]))
    let failure = #expect(throws: Failure.self) { try stage.formats(for: offered("perfect")) }
    #expect(failure?.remedy == "did you mean perfect?")
    _ = try Evaluate(.tiny(Evaluate.declaration, ["compare": "perfect - bigram draw"])).formats(for: offered("perfect"))
    #expect(throws: Failure.self) { try Evaluate(.tiny(Evaluate.declaration, ["compare": "perfect"])) }
  }

  @Test("two rows of one name are refused")
  func sameNames() throws {
    let stage = try Evaluate(.tiny(Evaluate.declaration))
    let failure = #expect(throws: Failure.self) { try stage.formats(for: offered("bigram draw")) }
    #expect(failure?.reason == "has two rows of the name 'bigram draw'")
  }

  /// A corpus with one system, which is always right.
  private struct Perfect: Corpus {
    var songs = TinyCorpus(training: 3, test: 2)
    /// Whether teacher and baseline are wired.
    var hasTeacher = false
    /// Whether the teacher takes validation songs for another song.
    var isRightOnTrainingAlone = false
    /// Whether all types are alike to the baseline.
    var knowsNothing = false
    var tracks: [TrackInfo] { songs.tracks }
    var shared: Artifacts { songs.shared }

    func inputs(of track: TrackInfo) throws -> Artifacts {
      var inputs = try songs.inputs(of: track)
      for port in ["types"] + (hasTeacher ? ["teacher", "baseline"] : []) {
        inputs[named: port] = [Artifacts.Named<any Artifact>(name: "truth", value: songs.perfect(of: track))]
      }
      if isRightOnTrainingAlone, track.part == .validation {
        inputs[named: "teacher"] = [
          Artifacts.Named<any Artifact>(name: "truth", value: songs.perfect(of: songs.tracks[0]))
        ]
      }
      if knowsNothing {
        let types = TinyCorpus.types.count
        let even = Frames(
          format: FrameFormat.shotTypes(TinyCorpus.types),
          values: [Float](repeating: 1 / Float(types), count: types * TinyCorpus.seconds))
        inputs[named: "baseline"] = [Artifacts.Named<any Artifact>(name: "even", value: even)]
      }
      return inputs
    }
  }
}
