import StageKit
import Testing
import Shots

@Suite struct ShotPlanRoundingTests {
  /// Shots of the given types that meet at the given times.
  private func shots(_ types: String, at cuts: [Double], until end: Double, locked: Set<Int> = []) -> [TimedShot] {
    let starts = [0] + cuts
    return zip(types, zip(starts, cuts + [end])).enumerated().map { index, part in
      TimedShot(
        start: part.1.0, end: part.1.1, type: String(part.0), probability: 0.5, isLocked: locked.contains(index))
    }
  }

  private func layout(_ plan: ShotPlan) -> [String] {
    plan.shots.map { "\($0.type) \($0.inFrame)-\($0.outFrame)" }
  }

  @Test func roundsEachCutOnceAndFloorsTheEnd() throws {
    let timed = shots("ABC", at: [7.3, 11.19], until: 13.299)
    #expect(
      layout(try ShotPlan(rounding: timed, duration: 13.299, rate: .fps25)) == ["A 0-183", "B 183-280", "C 280-332"])
    #expect(
      layout(try ShotPlan(rounding: timed, duration: 13.299, rate: .ntscDrop)) == ["A 0-219", "B 219-335", "C 335-398"])
  }

  @Test func seventyShotsDoNotDrift() throws {
    let cuts = (1..<70).map { Double($0) * 2.345 }
    let timed = shots(String(repeating: "AB", count: 35), at: cuts, until: 164.15)
    let plan = try ShotPlan(rounding: timed, duration: 164.15, rate: .film)
    for (cut, shot) in zip(cuts, plan.shots.dropFirst()) {
      #expect(abs(plan.seconds(of: shot).start - cut) <= 0.5 * 1001 / 24000 + 1e-9)
    }
  }

  @Test func aTooShortShotGoesToTheLongerNeighbour() throws {
    // 0.03 s at 25 is three quarters of a frame, though rounding would give it frame 25.
    let late = shots("ABC", at: [1.0, 1.03], until: 4)
    #expect(layout(try ShotPlan(rounding: late, duration: 4, rate: .fps25)) == ["A 0-25", "C 25-100"])
    let early = shots("ABC", at: [3.0, 3.03], until: 4)
    #expect(layout(try ShotPlan(rounding: early, duration: 4, rate: .fps25)) == ["A 0-76", "C 76-100"])
    let first = shots("AB", at: [0.03], until: 4)
    #expect(layout(try ShotPlan(rounding: first, duration: 4, rate: .fps25)) == ["B 0-100"])
    let last = shots("AB", at: [3.97], until: 4)
    #expect(layout(try ShotPlan(rounding: last, duration: 4, rate: .fps25)) == ["A 0-100"])
  }

  @Test func theFlooredEndCanTakeALastShotsOnlyFrame() throws {
    // The cut at 10.6 frames rounds to 11, and 11.9 frames floor to 11.
    let timed = shots("AB", at: [10.6 / 25], until: 11.9 / 25)
    #expect(layout(try ShotPlan(rounding: timed, duration: 11.9 / 25, rate: .fps25)) == ["A 0-11"])
  }

  @Test func shotsThatMeetAfterAMergeAreJoinedAndOthersAreNot() throws {
    let meeting = shots("ABA", at: [1.0, 1.03], until: 4)
    #expect(layout(try ShotPlan(rounding: meeting, duration: 4, rate: .fps25)) == ["A 0-100"])
    let decoded = shots("AAB", at: [1.0, 2.0], until: 4)
    #expect(layout(try ShotPlan(rounding: decoded, duration: 4, rate: .fps25)) == ["A 0-25", "A 25-50", "B 50-100"])
  }

  @Test func aLockedShotKeepsItsFrames() throws {
    let timed = shots("ABA", at: [3.0, 3.03], until: 4, locked: [0])
    #expect(layout(try ShotPlan(rounding: timed, duration: 4, rate: .fps25)) == ["A 0-75", "A 75-100"])
  }

  @Test func aTrackOfSlipsIsOneShot() throws {
    let timed = shots(String(repeating: "AB", count: 50), at: (1..<100).map { Double($0) / 1000 }, until: 0.1)
    #expect(layout(try ShotPlan(rounding: timed, duration: 0.1, rate: .fps25)).last?.hasSuffix("-2") == true)
  }

  @Test func framesSurviveTheWayThroughSeconds() throws {
    for rate in FrameRate.allCases {
      let frames = [1, 2, 50, 51, 1800, 1801]
      let timed = shots(
        "ABCABCD", at: frames.map { rate.seconds(ofFrame: $0) }, until: rate.seconds(ofFrame: 1802))
      let plan = try ShotPlan(rounding: timed, duration: rate.seconds(ofFrame: 1802), rate: rate)
      #expect(plan.shots.map(\.outFrame) == frames + [1802])
    }
  }

  @Test func randomPlansKeepTheRules() throws {
    let chance = CounterRandom(seed: 1)
    for plan in 0..<UInt64(1000) {
      func uniform(_ purpose: String, _ index: Int = 0) -> Double { chance.uniform(purpose, plan, UInt64(index)) }
      let rate = FrameRate.allCases[Int(uniform("rate") * 10)]
      let duration = 0.1 + 20 * uniform("duration")
      let count = Int(uniform("count") * 40)
      let cuts = (0..<count).map { duration * uniform("cut", $0) }.sorted()
      let types = String(
        (0...count).map { "ABC"["ABC".index("ABC".startIndex, offsetBy: Int(3 * uniform("type", $0)))] })
      let timed = shots(types, at: cuts, until: duration)

      let result = try ShotPlan(rounding: timed, duration: duration, rate: rate)
      #expect(result.frames == rate.frame(flooring: duration))
      #expect(result.shots.first?.inFrame == 0)
      #expect(result.shots.allSatisfy { $0.frames >= 1 })
      #expect(zip(result.shots, result.shots.dropFirst()).allSatisfy { $0.outFrame == $1.inFrame })
      let grid = Set(cuts.map { rate.frame(rounding: $0) })
      #expect(result.shots.dropFirst().allSatisfy { grid.contains($0.inFrame) })
    }
  }

  @Test func whatDoesNotCoverTheTrackIsRefused() {
    func reason(_ timed: [TimedShot], _ duration: Double) -> String {
      let failure = #expect(throws: Failure.self) {
        try ShotPlan(rounding: timed, duration: duration, rate: .fps25)
      }
      return failure?.reason ?? ""
    }
    let good = shots("AB", at: [1], until: 4)
    #expect(reason([], 4).contains("no shots"))
    #expect(reason(good, .nan).contains("nan s has no shots"))
    #expect(reason(good, 0.039).contains("shorter than one frame at 25"))
    #expect(reason(good, 5).contains("shot 2 (B) from 1.0 s to 4.0 s should last from 1.0 s to 5.0 s"))
    #expect(reason(shots("ABC", at: [2, 1], until: 4), 4).contains("shot 2 (B)"))
    #expect(reason(shots("AB", at: [.nan], until: 4), 4).contains("shot 1 (A)"))
    #expect(reason(Array(good.dropFirst()), 4).contains("shot 1 (B)"))
  }

  @Test func aThousandRandomPlansAreContiguousAndEndOnTheFlooredDuration() throws {
    let chance = CounterRandom(seed: 5)
    for number in 0..<1000 {
      let key = UInt64(number)
      let rates = FrameRate.allCases
      let rate = rates[Int(chance.uniform("rate", key) * Double(rates.count))]
      let duration = 0.05 + 720 * chance.uniform("duration", key) * chance.uniform("size", key)
      let count = 1 + Int(120 * chance.uniform("count", key))
      let cuts = (1..<count).map { duration * chance.uniform("cut", key * 1000 + UInt64($0)) }.sorted()
      let timed = zip([0] + cuts, cuts + [duration]).enumerated().map { index, times in
        TimedShot(start: times.0, end: times.1, type: index % 3 == 0 ? "CU" : "LS", probability: 0.5)
      }
      let plan = try ShotPlan(rounding: timed, duration: duration, rate: rate)
      #expect(zip(plan.shots, plan.shots.dropFirst()).allSatisfy { $0.outFrame == $1.inFrame })
      #expect(plan.shots.allSatisfy { $0.frames >= 1 })
      #expect(plan.shots[0].inFrame == 0)
      // Whole frames within the duration: one more would run past it.
      #expect(rate.seconds(ofFrame: plan.frames) <= duration)
      #expect(rate.seconds(ofFrame: plan.frames + 1) > duration)
    }
  }
}
