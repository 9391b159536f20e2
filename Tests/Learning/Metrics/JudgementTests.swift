import StageKit
import Testing

@testable import Learning

@Suite("Judgements")
struct JudgementTests {
  @Test("rows that are not those of the labels are refused, and count for nothing")
  func refuses() throws {
    var judgement = Judgement(types: 2)
    try judgement.add(TypeRows(types: 2, values: [0.9, 0.1, 0.4, 0.6]), labels: [0, 0])
    #expect(judgement.error == 0.5)
    #expect(throws: Failure.self) { try judgement.add(TypeRows(types: 2, values: [0.9, 0.1]), labels: [0, 0]) }
    #expect(throws: Failure.self) { try judgement.add(TypeRows(types: 1, values: [1, 1]), labels: [0, 0]) }
    #expect(judgement.error == 0.5)
  }
}
