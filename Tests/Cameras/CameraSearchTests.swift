import StageKit
import Testing

@testable import Cameras

@Suite struct CameraSearchTests {
  @Test func theSearchIsExact() throws {
    var (shown, hurried, held) = (0, 0, 0)
    for seed in 0..<60 as Range<UInt64> {
      // With splits, the number of ways grows too fast for long plans.
      let splits = seed.isMultiple(of: 2)
      var made = try CameraCase.random(seed, shots: splits ? 2...3 : 4...6, types: splits ? 1...3 : 1...2)
      made.settings[Cameras.partial] = splits ? .split : .refuse
      if seed % 4 < 2 { made.settings[Cameras.missing] = .gap }
      let found = try made.best?.cost
      let least = CameraBruteForce.cost(made)
      #expect((found == nil) == (least == nil), "seed \(seed)")
      guard let found, let least else { continue }
      shown += 1
      if least.hurried > 0 { hurried += 1 }
      if !splits {
        made.settings[Cameras.minHold] = 0.5
        if CameraBruteForce.cost(made).map({ $0.weight < least.weight }) ?? false { held += 1 }
      }
      #expect(
        (found.missing, found.hurried, found.forced) == (least.missing, least.hurried, least.forced), "seed \(seed)")
      #expect(abs(Double(found.weight) / 1e6 - least.weight) < 1e-4, "seed \(seed)")
    }
    #expect(shown > 40 && hurried > 1 && held > 1, "\(shown), \(hurried), \(held)")
  }

  @Test func theStepsCostWhatThePathCosts() throws {
    for seed in 0..<100 as Range<UInt64> {
      var made = try CameraCase.random(seed, shots: 5...20, cameras: 4)
      made.settings[Cameras.missing] = .gap
      let best = try #require(try made.best)
      #expect(best.steps.reduce(.zero) { $0 + $1.parts.cost } == best.cost)
    }
  }

  @Test func noClipIsUsedWhereItHasNothing() throws {
    var pictures = 0
    for seed in 0..<1000 as Range<UInt64> {
      var made = try CameraCase.random(seed, shots: 2...6, cameras: 3)
      made.settings[Cameras.missing] = .gap
      made.settings[Cameras.handles] = Double(seed % 3) * 0.25
      let steps = try #require(try made.best).steps
      #expect(steps.first?.slot.frames.lowerBound == 0 && steps.last?.slot.frames.upperBound == made.plan.frames)
      #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.slot.frames.upperBound == $1.slot.frames.lowerBound })
      for step in steps {
        guard let clip = step.option.clip else { continue }
        pictures += 1
        let (first, last) = (Double(step.slot.frames.lowerBound) / 25, Double(step.slot.frames.upperBound) / 25)
        let handles = made.settings[Cameras.handles]
        let end = Double(made.plan.frames) / 25
        #expect(
          made.clips[clip].spans.contains {
            $0.lowerBound <= max(0, first - handles) && min(end, last + handles) <= $0.upperBound
          }, "seed \(seed)")
      }
    }
    #expect(pictures > 2000)
  }

  @Test func fullCoverageAndNoOtherWeightsGiveWhatWasAsked() throws {
    for seed in 0..<100 as Range<UInt64> {
      var made = try CameraCase.random(seed, shots: 2...12, covering: true)
      for parameter in [Cameras.quality, Cameras.same, Cameras.aba, Cameras.angle, Cameras.axis] {
        made.settings[parameter] = 0
      }
      made.clips = made.clips.map { CameraCase.clip($0.id, $0.types.map { ($0.name, $0.quality) }) }
      made.clips.append(CameraCase.clip("ALL", CameraCase.types.map { ($0, 0) }))
      let best = try #require(try made.best)
      #expect(best.cost == .zero)
      #expect(best.steps.allSatisfy { $0.option.given == made.plan.shots[$0.slot.shot].type })
    }
  }

  @Test func anotherCameraNeverCostsMore() throws {
    var better = 0
    for seed in 0..<100 as Range<UInt64> {
      var made = try CameraCase.random(seed, shots: 2...10, cameras: 4)
      made.settings[Cameras.missing] = .gap
      let all = try #require(try made.best).cost
      made.clips.removeLast()
      let fewer = try #require(try made.best).cost
      #expect(all <= fewer, "seed \(seed)")
      if all < fewer { better += 1 }
    }
    #expect(better > 25)
  }

  @Test func reweightingBringsSharesNearer() throws {
    var (changed, over) = (0, 0)
    for seed in 0..<24 as Range<UInt64> {
      var made = try CameraCase.random(seed, shots: 20...24, cameras: 4, covering: true)
      made.clips = made.clips.map { CameraCase.clip($0.id, $0.types.map { ($0.name, $0.quality) }, safe: true) }
      func excess() throws -> Double {
        let balance = CameraBalance(try made.lattice, clips: made.clips, settings: try made.typed)
        let steps = try #require(balance.choice()).steps
        return (0..<4).reduce(0) { sum, camera in
          let frames = steps.filter { $0.option.camera == camera }.reduce(0) { $0 + $1.slot.frames.count }
          return sum + max(0, Double(frames) / Double(made.plan.frames) - 0.4)
        }
      }
      made.settings[Cameras.maxShare] = 1
      let free = try excess()
      made.settings[Cameras.maxShare] = 0.4
      let held = try excess()
      #expect(held <= free + 1e-9, "seed \(seed)")
      if free > 0.02 { over += 1 }
      if held < free - 0.01 { changed += 1 }
    }
    #expect(over > 5 && 2 * changed > over, "\(changed) of \(over)")
  }

  @Test func aCameraIsHeldForTheShortestTime() throws {
    let plan = try CameraCase.plan([("CU", 1), ("LS", 1), ("CU", 1), ("LS", 1), ("CU", 3), ("LS", 1)])
    var made = CameraCase(
      plan: plan,
      clips: [CameraCase.clip("A", [("CU", 1), ("LS", 0.5)]), CameraCase.clip("B", [("LS", 1), ("CU", 0.5)])])
    made.settings[Cameras.minHold] = 1
    #expect(try #require(try made.best).steps.map { $0.option.clip } == [0, 1, 0, 1, 0, 1])
    made.settings[Cameras.minHold] = 2
    let held = try #require(try made.best)
    #expect(held.cost.hurried == 0 && held.steps.map { $0.option.clip } == [0, 0, 1, 1, 0, 1])
    // Where there is no other way, it is left early.
    made.clips[0] = CameraCase.clip("A", [("CU", 1), ("LS", 0.5)], spans: [0...1])
    let forced = try #require(try made.best)
    #expect(forced.cost.hurried == 0 && forced.steps.allSatisfy { $0.option.clip == 1 })
    made.clips[1] = CameraCase.clip("B", [("LS", 1), ("CU", 0.5)], spans: [1...9])
    let left = try #require(try made.best)
    #expect(left.cost.hurried == 1 && left.steps.map { $0.option.clip } == [0, 1, 1, 1, 1, 1])
    #expect(left.steps[1].parts.text.contains("hurried"))
  }

  @Test func tiesGoToTheFileOrder() throws {
    let plan = try CameraCase.plan([("CU", 3), ("CU", 3), ("CU", 3)])
    let clips = ["B", "A", "C"].map { CameraCase.clip($0, [("CU", 1)]) }
    let steps = try #require(try CameraCase(plan: plan, clips: clips).best).steps
    // No camera twice in a row, and not straight back.
    #expect(steps.map { $0.option.clip } == [0, 1, 2])
  }
}
