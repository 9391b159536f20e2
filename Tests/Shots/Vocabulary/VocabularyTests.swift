import StageKit
import Testing

@testable import Shots

@Suite struct VocabularyTests {
  @Test func concertIsThePapers() throws {
    let vocabulary = Vocabulary.concert
    #expect(vocabulary.types == ["CU", "MCU", "MS", "MLS", "LS", "XLS", "ADS", "MIS"])
    #expect(vocabulary.sizes == [1, 2, 3, 4, 5, 6, nil, nil])
    #expect(try vocabulary.column(of: "xls") == 5)
    #expect(try Vocabulary(types: vocabulary.types, scale: vocabulary.scale) == vocabulary)
  }

  @Test func theScaleHasItsOwnOrder() throws {
    let vocabulary = try Vocabulary(
      types: ["wide", "crowd", "tight"], scale: ["tight", "wide"], aliases: ["full": "wide"])
    #expect(vocabulary.sizes == [2, nil, 1])
    #expect(try vocabulary.column(of: "FULL") == 0)
    #expect(
      throws: Failure(
        "the label is 'tihgt', which is not a shot type of the vocabulary", remedy: "did you mean tight?")
    ) { try vocabulary.column(of: "tihgt") }
    #expect(
      throws: Failure(
        "the label is 'drone', which is not a shot type of the vocabulary",
        remedy: "the types are wide, crowd, tight")
    ) { try vocabulary.column(of: "drone") }
  }

  @Test(
    arguments: [
      (["A"], [], [:]), (["A", "a"], [], [:]), (["A", ""], [], [:]), (["A", "B"], ["C"], [:]),
      (["A", "B"], ["A", "A"], [:]), (["A", "B"], [], ["x": "C"]), (["A", "B"], [], ["b": "A"]),
      (["A", "B"], [], ["": "A"]),
    ] as [([String], [String], [String: String])])
  func badVocabulariesAreRefused(types: [String], scale: [String], aliases: [String: String]) {
    #expect(throws: Failure.self) { try Vocabulary(types: types, scale: scale, aliases: aliases) }
  }
}
