import StageKit
import Testing

@testable import Learning

@Suite struct TypeRowsTests {
  @Test func theMeanIsOfRowsOfOneShape() throws {
    let first = TypeRows(types: 2, values: [1, 0, 0.5, 0.5])
    let second = TypeRows(types: 2, values: [0.5, 0.5, 1.0, 0])
    #expect(try TypeRows.mean(of: [first, second]).values == [0.75, 0.25, 0.75, 0.25])
    #expect(throws: Failure.self) { try TypeRows.mean(of: [first, TypeRows(types: 2, values: [1, 0])]) }
    #expect(throws: Failure.self) { try TypeRows.mean(of: [first, TypeRows(types: 4, values: [1, 0, 0, 0])]) }
    #expect(throws: Failure.self) { try TypeRows.mean(of: []) }
  }
}
