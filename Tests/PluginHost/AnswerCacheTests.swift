import Foundation
import Testing

@testable import PluginHost

/// What is remembered of plugins has bounds.
struct AnswerCacheTests {
  private func kept(_ questions: [String], of sizes: [Int], mostAnswers: Int, mostBytes: Int) throws -> [String] {
    let bench = try Workbench()
    defer { bench.remove() }
    let folder = "\(bench.folder)/bound"
    let cache = AnswerCache(folder: folder, mostAnswers: mostAnswers, mostBytes: mostBytes)
    for (question, size) in zip(questions, sizes) {
      cache.keep([UInt8](repeating: 1, count: size), to: [question])
      // Files written within a clock's step are of one age.
      usleep(20_000)
    }
    let later = AnswerCache(folder: folder, mostAnswers: mostAnswers, mostBytes: mostBytes)
    return questions.filter { later.answer(to: [$0]) != nil }
  }

  @Test func theOldestGoWhenThereAreManyOrTheyAreLarge() throws {
    let names = ["a", "b", "c", "d"]
    #expect(try kept(names, of: [9, 9, 9, 9], mostAnswers: 4, mostBytes: 100) == names)
    #expect(try kept(names, of: [9, 9, 9, 9], mostAnswers: 2, mostBytes: 100) == ["c", "d"])
    #expect(try kept(names, of: [9, 9, 50, 45], mostAnswers: 4, mostBytes: 100) == ["c", "d"])
    // The newest is kept, however large.
    #expect(try kept(names, of: [9, 9, 9, 500], mostAnswers: 4, mostBytes: 100) == ["d"])
  }
}
