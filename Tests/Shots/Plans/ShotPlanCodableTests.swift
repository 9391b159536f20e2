import StageKit
import Testing
import Shots

@Suite struct ShotPlanCodableTests {
  @Test func aPlanComesBackAsItWas() throws {
    let shots = [
      Shot(
        inFrame: 0, outFrame: 30, type: "CU", subject: "Zoë", probability: 1 / 3, runnerUp: "LS",
        reason: "a \"reason\"", isLocked: true
      ),
      Shot(inFrame: 30, outFrame: 31, type: "LS", probability: 1),
    ]
    let plan = try ShotPlan(shots, rate: .ntscDrop, start: 17, types: ["LS", "MS", "CU"])
    #expect(try ShotPlan(encoded: MemoryBytes(plan.encoded())) == plan)
  }

  @Test func aPlanThatIsNoneIsRefused() {
    #expect(throws: Failure.self) {
      try ShotPlan(encoded: MemoryBytes(Array(#"{"rate":"25","start":0,"shots":[],"types":[]}"#.utf8)))
    }
  }
}
