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
  private func corpus(validation: Int = 1) throws -> TinyCorpus {
    var single = TinyCorpus(validation: validation)
    var models: [Model] = []
    for view in [1, 2, 4] {
      single.view = view
      models.append(
        try #require(
          try Assistant(.tiny(Assistant.declaration)).learn(from: single, in: .test())[Assistant.model]))
    }
    single.view = 1
    let student = try #require(
      try Student(.tiny(Student.declaration)).learn(from: single, in: .test())[Student.model])

    var corpus = TinyCorpus(validation: validation)
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
    let first = try learned(corpus, ["max_iterations": "3", "patience": "9"])
    corpus.shared[named: "like"] = [Artifacts.Named<any Artifact>(name: "h", value: try #require(first[DIL.history]))]
    let other = try learned(corpus, ["patience": "1", "max_iterations": "1", "feedback": "none"])
    #expect(InteractiveLoop.rounds(in: try curves(first)) == 3)
    #expect(InteractiveLoop.rounds(in: try curves(other)) == 3)
    let warnings = Warnings()
    let spoiled = try learned(corpus, ["learning_rate": "0.9", "guard": "0.01"], in: warnings.context)
    #expect(InteractiveLoop.rounds(in: try curves(spoiled)) == 3)
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
    #expect(warnings.all.contains { $0.contains("validation NLL rose") })
  }

  @Test("without songs to choose by, rounds are refused; no rounds need none")
  func noValidation() throws {
    let corpus = try corpus(validation: 0)
    let failure = #expect(throws: Failure.self) { try learned(corpus, ["max_iterations": "1"]) }
    #expect(failure?.remedy == "give songs in the validation part of `source.split`")
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
