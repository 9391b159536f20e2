import Learning
import Networks
import StageKit
import Synchronization
import Testing

@testable import Models

@Suite("Deep interactive learning")
struct DILTests {
  /// A corpus with the models that the loop goes on from.
  private func corpus() throws -> TinyCorpus {
    var single = TinyCorpus()
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

    var corpus = TinyCorpus()
    corpus.isList = true
    var teacher = corpus
    teacher.shared[named: "assistants"] = (0..<3).map { _ in
      Artifacts.Named<any Artifact>(name: "a", value: corpus.truth(of: corpus.tracks[0]))
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
    try KeptValue.decoded([LearningCurve].self, from: try #require(learned[DIL.history]).bytes())
  }

  @Test("no rounds leave the student as it was; without feedback the assistants stay as they were")
  func controls() throws {
    let corpus = try corpus()
    let none = try learned(corpus, ["max_iterations": "0"])
    let student = try #require(corpus.shared[named: "student"].first?.value as? Model)
    #expect(none[DIL.model]?.tensors == student.tensors)
    let repeated = try learned(corpus, ["max_iterations": "2", "patience": "9", "feedback": "none"])
    let assistants = corpus.shared[named: "assistants"].compactMap { ($0.value as? Model)?.tensors }
    #expect(repeated[DIL.networks]?.models.prefix(3).map(\.tensors) == assistants)
    let taught = try learned(corpus, ["max_iterations": "2", "patience": "9"])
    #expect(taught[DIL.networks]?.models.prefix(3).map(\.tensors) != assistants)
  }

  @Test("songs of one name are told apart: each has its own targets and feedback")
  func namesMayBeEqual() throws {
    let corpus = try corpus()
    let settings = ["max_iterations": "1"]
    let named = try learned(corpus, settings)
    let alike = try learned(corpus.renamed { _ in "01" }, settings)
    #expect(alike[DIL.networks]?.models == named[DIL.networks]?.models)
    #expect(alike[DIL.model] == named[DIL.model])
  }

  @Test("a loop like another has as many rounds")
  func like() throws {
    var corpus = try corpus()
    let first = try learned(corpus, ["max_iterations": "3", "patience": "9"])
    corpus.shared[named: "like"] = [Artifacts.Named<any Artifact>(name: "h", value: try #require(first[DIL.history]))]
    let other = try learned(corpus, ["patience": "1", "max_iterations": "1", "feedback": "none"])
    #expect(InteractiveLoop.rounds(in: try curves(first)) == 3)
    #expect(InteractiveLoop.rounds(in: try curves(other)) == 3)
  }

  @Test("the guard ends the loop with a warning when the teacher gets worse")
  func teacherGuard() throws {
    let warnings = Mutex<[String]>([])
    let context = CorpusContext(
      version: "0", pipelineHash: "0", warning: { sentence in warnings.withLock { $0.append(sentence) } })
    // Updates that are far too large spoil the assistants.
    let spoiled = try learned(
      try corpus(), ["max_iterations": "4", "patience": "9", "learning_rate": "0.9", "guard": "0.01"], in: context)
    #expect(InteractiveLoop.rounds(in: try curves(spoiled)) < 4)
    #expect(warnings.withLock { $0 }.contains { $0.contains("validation NLL rose") })
  }

  @Test("killed after any write, it goes on to the same bytes", arguments: [1, 4, 7])
  func resumes(writes: Int) throws {
    let corpus = try corpus()
    let settings = ["max_iterations": "2", "patience": "9"]
    let whole = try learned(corpus, settings)[DIL.model]
    let files = MemoryFiles(limit: writes)
    #expect(throws: StageFailure.self) { try learned(corpus, settings, in: .test(store: files)) }
    #expect(try learned(corpus, settings, in: .test(store: MemoryFiles(copyOf: files)))[DIL.model] == whole)
  }
}
