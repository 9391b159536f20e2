import StageKit
import Testing
import Shots

@Suite struct ShotPlanTests {
  private func shot(_ start: Int, _ end: Int, _ type: String = "LS", probability: Double = 0.5) -> Shot {
    Shot(inFrame: start, outFrame: end, type: type, probability: probability)
  }

  @Test func knowsItsTimes() throws {
    let plan = try ShotPlan([shot(0, 219, "XLS"), shot(219, 1803)], rate: .ntscDrop)
    #expect(plan.frames == 1803)
    #expect(plan.types == ["XLS", "LS"])
    #expect(plan.seconds(of: plan.shots[1]).start == 219 * 1001 / 30000.0)
    #expect(plan.timecodes(of: plan.shots[1]).in.description == "01:00:07;09")
    #expect(plan.timecodes(of: plan.shots[1]).out.description == "01:01:00;05")
  }

  @Test func theClipsOfLockedShotsMakeNoCutOfCameras() throws {
    func hasCameras(_ shots: [(isLocked: Bool, hasClip: Bool)]) throws -> Bool {
      let clip = SourceClip(name: "A", reel: "A", file: "a.mov", start: .firstHour(at: .fps25), inFrame: 0)
      let made = shots.enumerated().map { place, wish in
        var made = shot(place, place + 1)
        (made.isLocked, made.source) = (wish.isLocked, wish.hasClip ? clip : nil)
        return made
      }
      return try ShotPlan(made, rate: .fps25).hasCameras
    }
    #expect(try !hasCameras([(true, true), (false, false)]))
    #expect(try hasCameras([(true, true), (false, true)]))
    #expect(try hasCameras([(true, true), (true, true)]))
    #expect(try !hasCameras([(true, true), (true, false)]))
    #expect(try !hasCameras([(false, false)]))
  }

  @Test func startsWhereItIsTold() throws {
    let plan = try ShotPlan([shot(0, 10)], rate: .fps25, start: 0)
    #expect(plan.start.description == "00:00:00:00")
  }

  @Test func namesTheShotThatBreaksARule() {
    func reason(_ shots: [Shot], types: [String]? = nil) -> String {
      let failure = #expect(throws: Failure.self) { try ShotPlan(shots, rate: .fps24, types: types) }
      return failure?.reason ?? ""
    }
    #expect(reason([]) == "a shot plan needs at least one shot")
    #expect(reason([shot(1, 5)]) == "shot 1 (LS) starts at frame 1, but frame 0 comes next")
    #expect(reason([shot(0, 5), shot(6, 9)]) == "shot 2 (LS) starts at frame 6, but frame 5 comes next")
    #expect(reason([shot(0, 5), shot(4, 9)]).contains("frame 5 comes next"))
    #expect(reason([shot(0, 0)]).contains("before it has shown a frame"))
    #expect(reason([shot(0, 5, probability: .nan)]).contains("not from 0 to 1"))
    #expect(reason([shot(0, 5, probability: 1.01)]).contains("not from 0 to 1"))
    #expect(reason([shot(0, 5)], types: ["CU", "XLS"]).contains("outside the vocabulary CU, XLS"))
  }
}
