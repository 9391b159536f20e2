import Learning
import Networks
import Shots
import StageKit
import Synchronization
import TestSupport
import Testing

@testable import Training

@Suite("Deep interactive learning")
struct DILTests {
  /// A corpus with the models that the loop goes on from.
  ///
  /// - Parameters:
  ///   - folds: Into how many folds the training songs are dealt for assistants and student.
  ///   - first: The songs, labels and all; ones of other labels may take their place later.
  private func corpus(
    validation: Int = 1, folds: Int = 0, of first: TinyCorpus? = nil, _ changes: [String: String] = [:]
  ) throws -> TinyCorpus {
    var corpus = first ?? TinyCorpus(validation: validation)
    var single = corpus
    let settings = changes.merging(["folds": "\(folds)"]) { old, _ in old }
    var models: [Model] = []
    var sets: [NetworkSet] = []
    for view in [1, 2, 4] {
      single.view = view
      let learned = try Assistant(.tiny(Assistant.declaration, settings)).learn(from: single, in: .test())
      models.append(try #require(learned[Assistant.model]))
      sets.append(try #require(learned[Assistant.folds]))
    }
    single.view = 1
    let learned = try Student(.tiny(Student.declaration, settings)).learn(from: single, in: .test())
    let student = try #require(learned[Student.model])
    if folds > 0 {
      corpus.shared[named: "assistant_folds"] = sets.map { Artifacts.Named<any Artifact>(name: "folds", value: $0) }
      corpus.shared[named: "student_folds"] = [
        Artifacts.Named<any Artifact>(name: "folds", value: try #require(learned[Student.folds]))
      ]
    }
    corpus.isList = true
    var teacher = corpus
    teacher.shared[named: "assistants"] = (0..<3).map { _ in
      Artifacts.Named<any Artifact>(name: "a", value: corpus.perfect(of: corpus.tracks[0]))
    }
    let tables = try #require(
      try Teacher(.tiny(Teacher.declaration, ["codebook": "4"])).learn(from: teacher, in: .test())[Teacher.model])
    corpus.shared[named: "assistants"] = models.map { Artifacts.Named<any Artifact>(name: "model", value: $0) }
    corpus.shared[named: "teacher"] = [Artifacts.Named<any Artifact>(name: "model", value: tables)]
    corpus.shared[named: "student"] = [Artifacts.Named<any Artifact>(name: "model", value: student)]
    return corpus
  }

  private func learned(
    _ corpus: TinyCorpus, _ changes: [String: String], in context: CorpusContext = .test()
  ) throws -> Artifacts {
    try DIL(.tiny(DIL.declaration, changes)).learn(from: corpus, in: context)
  }

  private func curves(_ learned: Artifacts) throws -> [LearningCurve] {
    try JSONForm.decoded([LearningCurve].self, from: try #require(learned[DIL.history]).bytes())
  }

  private func assistants(_ learned: Artifacts) -> [[Tensor]] {
    [DIL.hrnnModel, DIL.mrnnModel, DIL.lrnnModel].compactMap { learned[$0]?.tensors }
  }

  private func assistants(before corpus: TinyCorpus) -> [[Tensor]] {
    corpus.shared[named: "assistants"].compactMap { ($0.value as? Model)?.tensors }
  }

  @Test("frozen layers of all networks go through the rounds as they are; more than a network has are refused")
  func freezes() throws {
    let corpus = try corpus(["layers": "6,5"])
    let learned = try learned(corpus, ["max_iterations": "2", "keep": "last", "freeze": "1"])
    let student = corpus.shared[named: "student"].compactMap { ($0.value as? Model)?.tensors }
    let before = student + assistants(before: corpus)
    for (old, new) in zip(before, [try #require(learned[DIL.model]).tensors] + assistants(learned)) {
      #expect(old.filter { $0.name.hasPrefix("layers.0.") } == new.filter { $0.name.hasPrefix("layers.0.") })
      #expect(old.filter { $0.name.hasPrefix("layers.1.") } != new.filter { $0.name.hasPrefix("layers.1.") })
    }
    // Before any round, and so even if there is none.
    for rounds in ["0", "1"] {
      let failure = #expect(throws: Failure.self) {
        try self.learned(corpus, ["max_iterations": rounds, "freeze": "3"])
      }
      #expect(failure?.reason == "the 1 s assistant: `freeze` is 3, and the network has 2 recurrent layers")
    }
  }

  @Test("each song's inputs are asked for once, for all views and the targets", arguments: [false, true])
  func readsOnce(hasTargets: Bool) throws {
    var corpus = try corpus()
    corpus.hasTargets = hasTargets
    let counting = CountingCorpus(corpus: corpus)
    let stage = try DIL(.tiny(DIL.declaration, ["max_iterations": "2"]))
    let all = try stage.learn(from: counting, in: .test())
    let taken = try stage.learn(from: TakenCorpus(corpus, by: stage, DIL.declaration), in: .test())
    #expect(taken[DIL.model] == all[DIL.model] && assistants(taken) == assistants(all))
    #expect(counting.readings == [.training: [1], .validation: [1], .test: [0]])
  }

  @Test("no rounds leave the student as it was; without feedback the assistants stay as they were")
  func controls() throws {
    let corpus = try corpus()
    let none = try learned(corpus, ["max_iterations": "0"])
    let student = try #require(corpus.shared[named: "student"].first?.value as? Model)
    #expect(none[DIL.model]?.tensors == student.tensors)
    let repeated = try learned(corpus, ["max_iterations": "2", "patience": "9", "feedback": "none"])
    #expect(assistants(repeated) == assistants(before: corpus))
  }

  @Test("assistants and student are of the same round, the best")
  func bestRound() throws {
    let corpus = try corpus()
    // Rates so small that no label changes: no round is better than none.
    let same = try learned(corpus, ["max_iterations": "2", "patience": "9", "learning_rate": "1e-7"])
    #expect(try curves(same).first { $0.name == "student by round" }?.best == 0)
    #expect(assistants(same) == assistants(before: corpus))
    let better = try learned(
      corpus, ["max_iterations": "1", "learning_rate": "0.01", "update_epochs": "60", "select": "nll", "dropout": "0"])
    #expect(try curves(better).first { $0.name == "student by round" }?.best == 1)
    #expect(assistants(better) != assistants(before: corpus))
  }

  @Test(
    "the last round is kept where that is asked for, though no round is better than none; `like` follows what was kept")
  func lastRound() throws {
    var corpus = try corpus()
    let small = ["max_iterations": "3", "learning_rate": "1e-7"]
    let best = try learned(corpus, small.merging(["patience": "9"]) { $1 })
    let last = try learned(corpus, small.merging(["keep": "last"]) { $1 })
    #expect(InteractiveLoop.keptRound(in: try curves(best)) == 0)
    #expect(InteractiveLoop.keptRound(in: try curves(last)) == 3)
    #expect(last[DIL.roundModels]?.rounds.count == 3 && best[DIL.roundModels]?.rounds.count == 3)
    #expect(last[DIL.model] == last[DIL.roundModels]?.rounds.last?.student)
    #expect(assistants(best) == assistants(before: corpus) && assistants(last) != assistants(before: corpus))
    corpus.shared[named: "like"] = [Artifacts.Named<any Artifact>(name: "h", value: try #require(best[DIL.history]))]
    let other = try learned(corpus, ["max_iterations": "3", "feedback": "none"])
    #expect(try curves(other).first { $0.name == "student by round" }?.points.count == 1)
  }

  @Test("select: last takes the last epoch and the last round")
  func selectsLast() throws {
    let last = try learned(
      try corpus(), ["max_iterations": "2", "select": "last", "learning_rate": "1e-7", "stop_after": "1"])
    #expect(InteractiveLoop.keptRound(in: try curves(last)) == 2)
    for curve in try curves(last) where curve.axis == .epoch { #expect(curve.best == curve.points.count) }
  }

  @Test("with labels as the only feedback assistants change, and what the student says changes nothing of them")
  func labelsAlone() throws {
    let corpus = try corpus()
    var other = corpus
    let student = try Student(.tiny(Student.declaration, ["seed": "9", "folds": "0"])).learn(
      from: TinyCorpus(), in: .test())
    other.shared[named: "student"] = [
      Artifacts.Named<any Artifact>(name: "model", value: try #require(student[Student.model]))
    ]
    func assistants(_ corpus: TinyCorpus, _ feedback: String) throws -> [[Tensor]] {
      self.assistants(try learned(corpus, ["max_iterations": "1", "keep": "last", "feedback": feedback]))
    }
    #expect(try assistants(corpus, "labels") == assistants(other, "labels"))
    #expect(try assistants(corpus, "student") != assistants(other, "student"))
    #expect(try assistants(corpus, "labels") != self.assistants(before: corpus))
  }

  @Test("rows by round are what the round's networks say, of songs that are scored alone; they come back from bytes")
  func rowsByRound() throws {
    let corpus = try corpus()
    let stage = try DIL(.tiny(DIL.declaration, ["max_iterations": "2", "keep": "last"]))
    var learned = try stage.learn(from: corpus, in: .test())
    let models = try #require(learned[DIL.roundModels])
    learned[DIL.roundModels] = try RoundModels(encoded: MemoryBytes(models.encoded()))
    for track in corpus.tracks {
      let context = TrackContext(track: track, version: "0", pipelineHash: "0")
      let given = try stage.run(corpus.inputs(of: track), learned: learned, in: context)
      let rounds = try RoundRows(encoded: MemoryBytes(try #require(given[DIL.rounds]).encoded())).rounds
      guard track.part == .test || track.part == .validation else {
        #expect(rounds.isEmpty)
        continue
      }
      #expect(rounds.map(\.name) == ["student, round 1", "mean, round 1", "student, round 2", "mean, round 2"])
      #expect(try rounds[2].rows == TypeRows(try #require(given[DIL.types])))
      #expect(try rounds[3].rows == TypeRows(try #require(given[DIL.mean])))
    }
  }

  @Test("in a round no fold's assistant learns from the songs that it leaves out: their labels change all others")
  func foldsStayBlind() throws {
    let corpus = try corpus(folds: 2, of: TinyCorpus(training: 6))
    let sets = corpus.shared[named: "assistant_folds"].compactMap { $0.value as? NetworkSet }
    var planted = corpus
    planted.relabelled = Set(try #require(sets.first?.leftOut.first))
    let files = try [corpus, planted].map { corpus in
      let files = MemoryFiles()
      _ = try learned(corpus, ["max_iterations": "1", "keep": "last"], in: .test(checkpoints: files))
      return files
    }
    for view in [1, 2, 4] {
      func isSame(_ network: String) -> Bool {
        let bytes = files.map { $0.bytes(of: "round-1--assistant-\(view)-s\(network)") }
        return bytes[0] != nil && bytes[0] == bytes[1]
      }
      #expect(isSame("--fold-1-of-2") && !isSame("--fold-2-of-2") && !isSame(""), "\(view) s")
    }
  }

  @Test("labels without sense are learned by heart, and cross-fitted targets know nothing of them, round by round")
  func plantedLabels() throws {
    var songs = TinyCorpus(training: 8, validation: 8)
    songs.relabelled = Set(songs.tracks.map(\.id))
    let heart = [
      "layers": "24", "epochs": "100", "least_epochs": "100", "select": "last", "learning_rate": "0.02", "dropout": "0",
      "update_epochs": "20", "max_iterations": "2", "keep": "last", "feedback": "labels",
    ]
    let corpus = try corpus(folds: 2, of: songs, heart)
    for (folds, isEmpty) in [("false", true), ("true", false)] {
      let warnings = Warnings()
      _ = try learned(corpus, heart.merging(["folds": folds]) { $1 }, in: warnings.context)
      let told = warnings.all.first { $0.contains("targets say of these little") }
      #expect((told != nil) == isEmpty, "\(warnings.all)")
      // The folds are wired already: what is missing is said too.
      #expect(told?.contains("`folds: true` here") ?? true)
    }
    // A student that learns from labels alone is taught nothing by any targets.
    let warnings = Warnings()
    let control = ["folds": "false", "feedback": "none", "alpha": "1"]
    _ = try learned(corpus, heart.merging(control) { $1 }, in: warnings.context)
    #expect(!warnings.all.contains { $0.contains("targets say of these little") }, "\(warnings.all)")
  }

  @Test("folds that do not fit the songs, or that the student lacks, are refused; the paper's preset leaves all out")
  func badFolds() throws {
    let corpus = try corpus(folds: 2)
    var lacking = corpus
    lacking.shared[named: "student_folds"] = []
    let settings = ["max_iterations": "1", "keep": "last"]
    let failure = #expect(throws: Failure.self) { try learned(lacking, settings) }
    #expect(failure?.remedy.contains("`student_folds`") == true)
    #expect(throws: Never.self) { try learned(lacking, settings.merging(["feedback": "ensemble"]) { $1 }) }
    var plain = corpus
    plain.shared[named: "student_folds"] = []
    plain.shared[named: "assistant_folds"] = []
    let paper = settings.merging(["preset": "paper"]) { $1 }
    for (one, other) in [(paper, paper), (settings.merging(["folds": "false"]) { $1 }, settings)] {
      let (with, without) = (try learned(corpus, one), try learned(plain, other))
      #expect(with[DIL.model] == without[DIL.model] && assistants(with) == assistants(without))
    }
    #expect(try learned(corpus, settings)[DIL.model] != learned(plain, settings)[DIL.model])

    var others = corpus
    others.shared[named: "assistant_folds"] = corpus.shared[named: "assistant_folds"].compactMap { named in
      (named.value as? NetworkSet).map { set in
        Artifacts.Named<any Artifact>(name: "folds", value: NetworkSet(models: set.models, leftOut: [["x"], ["y"]]))
      }
    }
    let unfit = #expect(throws: Failure.self) { try learned(others, settings) }
    #expect(unfit?.reason == "no network of the 1 s assistant leaves out training0.npy")
  }

  @Test("songs of one name are told apart: each has its own targets and feedback")
  func namesMayBeEqual() throws {
    let corpus = try corpus()
    let settings = ["max_iterations": "1"]
    let named = try learned(corpus, settings)
    let alike = try learned(corpus.renamed { _ in "01" }, settings)
    for port in [DIL.model, DIL.hrnnModel, DIL.mrnnModel, DIL.lrnnModel] { #expect(alike[port] == named[port]) }
  }

  @Test("a loop like another has as many rounds, whatever the guard says")
  func like() throws {
    var corpus = try corpus()
    let first = try learned(corpus, ["max_iterations": "3", "keep": "last"])
    corpus.shared[named: "like"] = [Artifacts.Named<any Artifact>(name: "h", value: try #require(first[DIL.history]))]
    let other = try learned(corpus, ["patience": "1", "max_iterations": "1", "feedback": "none"])
    #expect(InteractiveLoop.keptRound(in: try curves(first)) == 3)
    #expect(InteractiveLoop.keptRound(in: try curves(other)) == 3)
    let warnings = Warnings()
    let spoiled = try learned(corpus, ["learning_rate": "0.9", "guard": "0.01"], in: warnings.context)
    #expect(InteractiveLoop.keptRound(in: try curves(spoiled)) == 3)
    #expect(warnings.all.contains { $0.contains("the loop goes on") })
  }

  @Test("the guard ends the loop with a warning when the teacher gets worse, and that teacher is not kept")
  func teacherGuard() throws {
    let corpus = try corpus()
    let warnings = Warnings()
    // Updates that are far too large spoil the assistants.
    let spoiled = try learned(
      corpus, ["max_iterations": "4", "patience": "9", "learning_rate": "0.9", "guard": "0.01"], in: warnings.context)
    let student = try #require(try curves(spoiled).first { $0.name == "student by round" })
    #expect(student.points.count < 5)
    #expect(student.best == 0)
    #expect(assistants(spoiled) == assistants(before: corpus))
    let warning = try #require(warnings.all.first { $0.contains("validation NLL rose") })
    // These targets are the mean's: what the fusion's do is no cause.
    #expect(!warning.contains("fusion"))
    #expect(warning.contains("it is right "))
  }

  @Test("without songs to choose by, rounds are refused; no rounds need none")
  func noValidation() throws {
    let corpus = try corpus(validation: 0)
    let failure = #expect(throws: Failure.self) { try learned(corpus, ["max_iterations": "1"]) }
    #expect(failure?.remedy == "give songs in the validation part of `source.split`, or set `keep: last`")
    #expect(throws: Never.self) { try learned(corpus, ["max_iterations": "0"]) }
  }

  @Test("without feedback the student learns on from the targets that are wired; with feedback from the new teacher's")
  func targets() throws {
    let plain = try corpus()
    var wired = plain
    wired.hasTargets = true
    for (feedback, isSame) in [("none", false), ("student", true)] {
      let settings = ["max_iterations": "1", "feedback": feedback, "learning_rate": "0.01"]
      let losses = try [plain, wired].map { corpus in
        try curves(learned(corpus, settings)).first { $0.name == "round 1, student" }?.points.map(\.loss)
      }
      #expect((losses[0] == losses[1]) == isSame, "\(feedback)")
    }
  }

  @Test("models of other frames or types are refused")
  func others() throws {
    let right = try corpus()
    var wrong = right
    wrong.shared[named: "assistants"].swapAt(0, 1)
    let failure = #expect(throws: Failure.self) { try learned(wrong, [:]) }
    #expect(failure?.reason.hasPrefix("the 1 s assistant: ") == true)

    wrong = right
    let student = try #require(right.shared[named: "student"].first?.value as? Model)
    let card = try ModelCard(
      kind: .student, shape: student.card.shape, types: student.card.types.reversed(), scale: [], view: 1,
      features: student.card.features, pipeline: "0")
    wrong.shared[named: "student"] = [
      Artifacts.Named<any Artifact>(name: "model", value: try Model(card: card, tensors: student.tensors))
    ]
    let other = #expect(throws: Failure.self) { try learned(wrong, [:]) }
    #expect(other?.reason.hasPrefix("the student knows the types MIS ADS") == true)
  }

  @Test("views in another order are found by lint")
  func otherViews() throws {
    func check(_ views: [Int]) throws {
      let corpus = TinyCorpus()
      var inputs = FrameFormats()
      inputs[named: "truth"] = [FrameFormat.shotTypes(TinyCorpus.types)]
      inputs[named: "frames"] = views.map { corpus.rows(of: corpus.tracks[0], view: $0).format }
      _ = try DIL(.tiny(DIL.declaration)).formats(for: inputs)
    }
    #expect(throws: Never.self) { try check([1, 2, 4]) }
    #expect(throws: Failure.self) { try check([2, 1, 4]) }
    #expect(throws: Failure.self) { try check([1, 2]) }
  }

  @Test("an assistant's file is one for the stage `assistant`, which says the same")
  func assistantFile() throws {
    let corpus = try corpus()
    let stage = try DIL(.tiny(DIL.declaration, ["max_iterations": "1"]))
    let learned = try stage.learn(from: corpus, in: .test())
    let context = TrackContext(track: corpus.tracks[0], version: "0", pipelineHash: "0")
    let given = try stage.run(corpus.inputs(of: corpus.tracks[0]), learned: learned, in: context)
    var single = corpus
    single.isList = false
    single.view = 4
    let inputs = try single.inputs(of: corpus.tracks[0])
    let types = try TemporaryModel.with(try #require(learned[DIL.lrnnWeights]).bytes()) { file in
      var settings = Settings(defaultsOf: Assistant.declaration)
      settings[LearnedModel.file] = file
      return try Assistant(settings).run(inputs, learned: Artifacts(), in: context)[Assistant.types]
    }
    #expect(try types?.values() == given[DIL.lrnn]?.values())
  }

  @Test("killed after any write, it goes on to the same bytes", arguments: [1, 4, 7])
  func resumes(writes: Int) throws {
    let corpus = try corpus()
    let settings = ["max_iterations": "2", "patience": "9"]
    let whole = try learned(corpus, settings)
    let files = MemoryFiles(limit: writes)
    #expect(throws: Failure.self) { try learned(corpus, settings, in: .test(checkpoints: files)) }
    let resumed = try learned(corpus, settings, in: .test(checkpoints: MemoryFiles(copyOf: files)))
    for port in [DIL.model, DIL.hrnnModel, DIL.mrnnModel, DIL.lrnnModel] {
      #expect(resumed[port] == whole[port], "\(port.name)")
    }
  }

  /// What a stage warns of.
  private final class Warnings: Sendable {
    private let sentences = Mutex<[String]>([])

    var all: [String] { sentences.withLock { $0 } }

    var context: CorpusContext {
      CorpusContext(
        version: "0", pipelineHash: "0", warning: { sentence in self.sentences.withLock { $0.append(sentence) } })
    }
  }
}
