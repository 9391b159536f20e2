import Shots
import Testing

@Suite struct PlanMeasuresTests {
  @Test func entropyIsOfTheSharesOfTheTime() {
    #expect(abs(PlanMeasures.entropy(of: [6, 2]) - 0.811278) < 1e-6)
    #expect(abs(PlanMeasures.entropy(of: Array(repeating: 0.1, count: 8)) - 3) < 1e-9)
    // A type that is never shown counts for nothing, and the unit for nothing either.
    #expect(PlanMeasures.entropy(of: [600, 0, 200]) == PlanMeasures.entropy(of: [6, 2]))
    #expect(PlanMeasures.entropy(of: [0, 5]) == 0)
    #expect(PlanMeasures.entropy(of: [0, 0]) == 0 && PlanMeasures.entropy(of: []) == 0)
  }

  @Test func correlationIsOfMovesAroundTheMeans() throws {
    let pairs = [(1.0, 7.0), (2, 9), (3, 8), (4, 10)]
    #expect(try abs(#require(PlanMeasures.correlation(of: pairs)) - 0.8) < 1e-12)
    let away = pairs.map { (100 + 3 * $0, -2 * $1) }
    #expect(try abs(#require(PlanMeasures.correlation(of: away)) + 0.8) < 1e-12)
  }

  @Test func tooFewPairsOrAllAlikeTellNothing() {
    #expect(PlanMeasures.correlation(of: [(1, 2), (2, 4)]) == nil)
    #expect(PlanMeasures.correlation(of: [(1, 2), (1, 4), (1, 3)]) == nil)
    #expect(PlanMeasures.correlation(of: [(1, 2), (2, 2), (3, 2)]) == nil)
  }
}
