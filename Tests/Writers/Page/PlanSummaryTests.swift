import Testing
import Shots

@testable import Writers

@Suite struct PlanSummaryTests {
  private static func plan() throws -> ShotPlan {
    try ShotPlan(
      [
        Shot(inFrame: 0, outFrame: 25, type: "LS", probability: 0.5),
        Shot(inFrame: 25, outFrame: 75, type: "CU", probability: 0.25),
        Shot(inFrame: 75, outFrame: 100, type: "LS", probability: 0.25),
        Shot(inFrame: 100, outFrame: 200, type: "MS", probability: 1),
      ], rate: .fps25, types: ["CU", "MCU", "MS", "LS"])
  }

  @Test func numbersOfAPlan() throws {
    let summary = PlanSummary(try Self.plan())
    #expect(summary.cuts == 3)
    #expect(summary.average == 2)
    #expect(summary.median == 1.5)
    #expect(summary.shortest == 1)
    #expect(summary.longest == 4)
    #expect(summary.types.map(\.type) == ["CU", "MS", "LS"])
    #expect(summary.types.map(\.share) == [0.25, 0.5, 0.25])
    #expect(summary.types.map(\.shots) == [1, 1, 2])
  }

  @Test func theLeastCertainComeFirst() throws {
    #expect(PlanSummary.leastCertain(3, of: try Self.plan()) == [1, 2, 0])
    #expect(PlanSummary.leastCertain(9, of: try Self.plan()).count == 4)
  }

  @Test func cutsOnBeatsAreWithinTheTolerance() throws {
    // Cuts at 1, 3 and 4 s.
    #expect(PlanSummary.onBeat(try Self.plan(), beats: [0.9, 1.06, 2.9, 3.1, 3.95]) == 2.0 / 3)
    #expect(PlanSummary.onBeat(try Self.plan(), beats: []) == nil)
    #expect(PlanSummary.onBeat(try Writing.plan(shots: 1), beats: [1]) == nil)
  }

  @Test(arguments: [
    (0.0, "0:00"), (59.99, "0:59"), (61, "1:01"), (3599, "59:59"), (3661, "1:01:01"), (36000, "10:00:00"),
  ])
  func clocks(time: Double, text: String) {
    #expect(TimeScale.clock(time) == text)
  }

  @Test func aLabelAtTheEndStandsBeforeItsMark() {
    let scale = TimeScale(seconds: 14.2)
    #expect(scale.marks.filter(scale.isLabelledBefore) == [14])
    #expect(!TimeScale(seconds: 0.5).isLabelledBefore(0))
  }

  @Test(arguments: [0.04, 1, 60, 241, 10_800, 1e6]) func rulersHaveSomeMarks(seconds: Double) {
    let marks = TimeScale(seconds: seconds).marks
    #expect((1...13).contains(marks.count))
    #expect(marks.first == 0)
  }
}
