import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing

/// What a plan is chosen by: the floor, openings of sections, shares, takes, and any vocabulary.
@Suite struct ChoiceTests {
  /// A minute in sections of 15 s: a chorus every second one. Half as many beats are a quarter of the decoder's work.
  private func song(
    seed: UInt64, beat: Double = 0.5, types: [String] = ShotType.names, favourite: Int? = nil
  ) -> TestTrack {
    var track = TestTrack.types(seconds: 60, seed: seed, beat: beat)
    let chance = CounterRandom(seed: seed)
    var values: [Float] = []
    for row in 0..<60 {
      let weights = types.indices.map { (type: Int) -> Double in
        type == favourite ? 1 : 0.2 + chance.uniform("type", UInt64(row / 8), UInt64(type))
      }
      let sum = weights.reduce(0, +)
      values += weights.map { Float($0 / sum) }
    }
    track.put("types", Frames(format: .shotTypes(types, sampleRate: 22050), values: values))
    let sections = (0..<4).map { (index: Int) -> Event in
      let start = 15 * Double(index)
      return Event(
        from: start, to: start + 15, label: index % 2 == 0 ? "verse" : "chorus", group: index % 2 == 0 ? "A" : "B")
    }
    track.put("sections", Events(sections))
    return track
  }

  private func share(of type: String, in plan: ShotPlan) -> Double {
    plan.shots.reduce(0) { $1.type == type ? $0 + Double($1.frames) / Double(plan.frames) : $0 }
  }

  @Test(arguments: 0..<6) func whatIsBelowTheFloorIsNotDrawn(seed: UInt64) throws {
    let song = song(seed: seed)
    let rows = try song.artifacts[Cuts.types].values()
    // So bold that it is the floor alone that keeps types out.
    let plan = try song.plan {
      $0[Cuts.share] = .free
      $0[Cuts.temperature] = 1
      $0[Cuts.takes] = 1
    }
    for shot in plan.shots.dropFirst() {
      let (start, end) = plan.seconds(of: shot)
      let means = (0..<8).map { type in
        (Int(start)..<max(Int(start) + 1, Int(end))).reduce(0.0) { $0 + Double(rows[$1 * 8 + type]) }
      }
      let own = means[try #require(ShotType.names.firstIndex(of: shot.type))]
      let better = means.count { $0 > own }
      // A third of the best, with room for seconds that a shot has a part of; or one of the three best.
      #expect(own > 0.25 * (means.max() ?? 0) || better < 4, "\(shot)")
    }
  }

  @Test(arguments: [DecodingMode.sample, .best]) func sectionsOpenFromTheShortLists(mode: DecodingMode) throws {
    for seed in 0..<4 as Range<UInt64> {
      // The audience is the likeliest everywhere.
      let plan = try song(seed: seed, favourite: ShotType.audience.column).plan {
        $0[Cuts.mode] = mode
        $0[Cuts.share] = .free
      }
      for start in stride(from: 15.0, to: 60, by: 15) {
        let opening = try #require(plan.shots.first { abs(plan.seconds(of: $0).start - start) < 0.05 })
        #expect(!["ADS", "MIS"].contains(opening.type))
      }
      #expect(share(of: "ADS", in: plan) > 0.1)
    }
  }

  @Test(arguments: [DecodingMode.sample, .best]) func sharesHold(mode: DecodingMode) throws {
    let wanted = ["ADS": 0...0.12, "CU": 0.2...0.25, "LS": 0.05...0.5]
    for seed in 0..<4 as Range<UInt64> {
      let warnings = TestTrack.Warnings()
      let outputs = try song(seed: seed, beat: 1, favourite: ShotType.audience.column).run(
        Cuts.self, warnings: warnings
      ) {
        $0[Cuts.mode] = mode
        $0[Cuts.share] = TypeShares(wanted)
      }
      let plan = try #require(outputs[Cuts.shots])
      for (type, limit) in wanted {
        let share = share(of: type, in: plan)
        #expect(share > limit.lowerBound - 1e-9 && share < limit.upperBound + 1e-9, "\(type) \(share)")
      }
      #expect(warnings.sentences.isEmpty)
    }
  }

  @Test func sharesThatCannotHoldAreSaid() throws {
    let warnings = TestTrack.Warnings()
    // Two types in turn, of shots between 5 and 6 s: none takes nine tenths.
    _ = try song(seed: 1).run(Cuts.self, warnings: warnings) {
      $0[Cuts.shortest] = 4
      $0[Cuts.longest] = 8
      $0[Cuts.share] = TypeShares(["CU": 0.9...1])
    }
    #expect(warnings.sentences.contains { $0.contains("that holds the shares {CU: [0.9, 1]}") })
  }

  @Test func moreTakesAreNoWorse() throws {
    func doubt(_ takes: Int) throws -> Double {
      try (0..<6).reduce(0.0) { sum, seed in
        let plan = try song(seed: UInt64(seed), beat: 1).plan { $0[Cuts.takes] = takes }
        let doubtful = plan.shots.count { ($0.runnerUpProbability ?? 0) > ($0.probability ?? 0) }
        return sum + Double(doubtful) / Double(plan.shots.count)
      }
    }
    #expect(try doubt(24) < doubt(1))
  }

  @Test func colderIsSurer() throws {
    func mean(_ temperature: Double) throws -> Double {
      let plan = try song(seed: 3).plan {
        $0[Cuts.temperature] = temperature
        $0[Cuts.takes] = 1
        $0[Cuts.floor] = 0
      }
      return plan.shots.reduce(0) { $0 + ($1.probability ?? 0) } / Double(plan.shots.count)
    }
    #expect(try mean(0.2) > mean(1) + 0.1)
  }

  @Test func anyVocabularyIsCut() throws {
    let types = ["wide", "close", "hands"]
    let plan = try song(seed: 2, types: types).plan()
    #expect(plan.types == types && Set(plan.shots.map(\.type)) == Set(types))
    #expect(plan.shots.contains { $0.reason.contains("cutaway to") })
    let frames = try song(seed: 2, types: types).plan { $0[Cuts.mode] = .frames }
    #expect(frames.types == types)
  }
}
