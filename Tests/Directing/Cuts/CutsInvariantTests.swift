import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing

/// What holds for every plan, whatever the music, the prediction and the settings.
@Suite struct CutsInvariantTests {
  /// A random track: from a tenth of a second, with no beats, few, slow, fast or irregular ones, with or without sections.
  private func track(_ chance: CounterRandom) -> TestTrack {
    let seconds = chance.uniform("is tiny") < 0.2 ? 0.1 + 2 * chance.uniform("tiny") : 2 + 10 * chance.uniform("long")
    let beat: Double? = [nil, 0.3, 0.5, 0.9, 3.7][Int(5 * chance.uniform("pulse"))]
    var track = TestTrack.types(seconds: seconds, seed: chance.bits("types"), beat: beat)
    if chance.uniform("is irregular") < 0.3 {
      track.put("beats", Events(times: (0..<12).map { seconds * chance.uniform("beat", $0) }))
    }
    if chance.uniform("has sections") < 0.6 {
      let borders = [0] + (0..<4).map { seconds * chance.uniform("border", $0) }.sorted() + [seconds]
      track.put(
        "sections",
        Events(
          zip(borders, borders.dropFirst()).enumerated().map { index, span in
            let labels = Role.allCases.map(\.rawValue) + ["A", "B"]
            let label = labels[Int(12 * chance.uniform("role", UInt64(index)))]
            return Event(from: span.0, to: span.1, label: label, group: "A")
          }))
    }
    if chance.uniform("has tempo") < 0.5 { track.put("tempo", Number(300 * chance.uniform("tempo"))) }
    if chance.uniform("has onsets") < 0.3 {
      track.put("onsets", Events(times: (0..<40).map { seconds * chance.uniform("onset", $0) }))
    }
    return track
  }

  private func change(_ settings: inout Settings, _ chance: CounterRandom) {
    let shortest = 0.4 + 1.6 * chance.uniform("shortest")
    settings[Cuts.shortest] = shortest
    settings[Cuts.longest] = max(4, 2 * shortest) + 0.1 + 6 * chance.uniform("longest")
    settings[Cuts.rate] = FrameRate.allCases[Int(10 * chance.uniform("rate"))]
    settings[Cuts.mode] = chance.uniform("mode") < 0.5 ? .best : .sample
    settings[Cuts.asl] = 1 + 11 * chance.uniform("asl")
    settings[Cuts.kappa] = 4 * chance.uniform("kappa")
    settings[Cuts.sharpness] = 0.5 + 3.5 * chance.uniform("sharpness")
    settings[Cuts.lead] = 0.35 * chance.uniform("lead") - 0.1
    settings[Cuts.onsetCandidates] = 0.3 * chance.uniform("onsets")
    settings[Cuts.crossSection] = -9 * chance.uniform("cross")
    settings[Cuts.reestablish] = 10 * chance.uniform("reestablish")
  }

  @Test(arguments: 0..<20) func limitsHold(batch: UInt64) throws {
    for number in 0..<16 {
      let chance = CounterRandom(seed: 100 * batch + UInt64(number))
      let track = track(chance)
      var settings = Settings(defaultsOf: Cuts.declaration)
      change(&settings, chance)
      let plan = try track.plan { $0 = settings }
      let rate = settings[Cuts.rate]
      let lengths = settings[Cuts.shortest] - 1e-6...settings[Cuts.longest] + 1e-6
      // ShotPlan itself refuses gaps and overlaps.
      #expect(plan.frames == rate.frame(flooring: track.seconds), "\(chance)")
      #expect(zip(plan.shots, plan.shots.dropFirst()).allSatisfy { $0.type != $1.type }, "\(chance)")
      if rate.seconds(ofFrame: plan.frames) < lengths.lowerBound {
        #expect(plan.shots.count == 1, "\(chance)")
      } else {
        #expect(plan.shots.allSatisfy { lengths.contains(rate.seconds(ofFrame: $0.frames)) }, "\(chance)")
      }
      for shot in plan.shots {
        #expect(shot.runnerUp != shot.type && !shot.reason.isEmpty, "\(chance)")
        let (own, next) = (try #require(shot.probability), try #require(shot.runnerUpProbability))
        #expect(next >= 0 && own + next <= 1 + 1e-9, "\(chance)")
      }
    }
  }

  @Test func everyLengthCanBeDivided() throws {
    for rate in FrameRate.allCases {
      for tenths in stride(from: 4, through: 40, by: 3) {
        let shortest = Double(tenths) / 10
        for longest in [max(4, 2 * shortest) + 0.1, max(4, 2 * shortest) + 0.31] {
          let lengths = try ShotLimits.lengths(rate: rate, shortest: shortest, longest: longest)
          for hundredths in stride(from: 40, to: 6000, by: 37) {
            let limits = ShotLimits(duration: Double(hundredths) / 100, rate: rate, lengths: lengths)
            guard limits.frames >= limits.shortest else { continue }
            let borders = [0] + limits.evenCuts + [limits.frames]
            let isHeld = zip(borders, borders.dropFirst()).allSatisfy {
              (limits.shortest...limits.longest).contains($1 - $0)
            }
            if !isHeld { Issue.record("\(rate) \(limits)") }
          }
        }
      }
    }
  }

  @Test func limitsAreRoundedInwards() throws {
    let lengths = { try ShotLimits.lengths(rate: $0, shortest: $1, longest: $2) }
    #expect(try lengths(.fps25, 1.219, 4.03) == 31...100)
    #expect(try lengths(.fps25, 1.2, 12) == 30...300)
    // 1160 times 0.001 is a little more than 1.16.
    #expect(try lengths(.fps25, 1160 * 0.001, 4) == 29...100)
    #expect(try lengths(.ntsc, 1.2, 12) == 36...359)
    // 51 to 100 frames divide no track of 101.
    #expect(throws: Failure.self) { try lengths(.fps25, 2.01, 4.02) }
    #expect(try lengths(.fps25, 2.01, 4.04) == 51...101)
  }

  @Test func anOpinionOfNothingOrNonsenseStillGivesAPlan() throws {
    var track = TestTrack.types(seconds: 6, seed: 1, beat: 0.5)
    for values in [[], [Float](repeating: 0, count: 48), [Float](repeating: .nan, count: 48)] as [[Float]] {
      track.put("types", Frames(format: .shotTypes(ShotType.names, sampleRate: 22050), values: values))
      for mode in DecodingMode.allCases {
        let plan = try track.plan { $0[Cuts.mode] = mode }
        #expect(plan.frames == 150)
      }
    }
  }
}
