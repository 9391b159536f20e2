import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing

/// Marks that a person has set are cut on, whatever the music wants.
@Suite struct CutMarksTests {
  private func song(_ marks: [Event] = [], beat: Double? = 0.5, seconds: Double = 60) -> TestTrack {
    var track = TestTrack.types(seconds: seconds, seed: 5, beat: beat)
    track.put("tempo", Number(120))
    if !marks.isEmpty { track.put("marks", Events(marks)) }
    return track
  }

  @Test(arguments: [DecodingMode.best, .sample], [0, 0.2])
  func allThatTheLimitsAllowAreCutOn(mode: DecodingMode, lead: Double) throws {
    // Between beats, on beats, as close as shots may be, and far apart.
    let times = [2.33, 3.6, 6, 7.28, 9.777, 22.01, 28.7]
    for (rate, seed) in [(FrameRate.fps25, 1), (.ntscDrop, 2), (.film, 3)] {
      let plan = try song(times.map { Event(at: $0, label: "m\($0)") }, seconds: 30).plan {
        $0[Cuts.mode] = mode
        $0[Cuts.lead] = lead
        $0[Cuts.rate] = rate
        $0[Cuts.seed] = seed
      }
      for time in times {
        let shot = try #require(plan.shots.first { $0.inFrame == rate.frame(rounding: time) }, "\(time) at \(rate)")
        #expect(shot.reason.contains("on your mark: m\(time); "))
      }
      #expect(plan.shots.count { $0.reason.contains("on your mark") } == times.count)
    }
  }

  @Test func aMarkFarFromAllBeatsIsReachedOnEvenCuts() throws {
    // Without beats there is a grid of half seconds; limits of 2 s and 4 s leave no way along it to these marks.
    let marks = [Event(at: 6.24), Event(at: 10.52)]
    let track = song(marks, beat: nil, seconds: 20)
    let plan = try track.plan {
      $0[Cuts.shortest] = 2
      $0[Cuts.longest] = 4
    }
    #expect(Set(plan.shots.map(\.inFrame)).isSuperset(of: [156, 263]))
    #expect(plan.shots.allSatisfy { (50...100).contains($0.outFrame - $0.inFrame) })
  }

  @Test func marksThatTheLimitsForbidAreNamed() throws {
    let marks = [Event(at: 0.3, label: "start"), Event(at: 10, label: "a"), Event(at: 10.4, label: "b")]
    let said = try song(marks).warnings(of: Cuts.self)
    #expect(said.contains { $0.hasPrefix("no shot starts on 2 of 3 marks") && $0.contains("0:00.30 start") })
    let frames = try song([Event(at: 10.3)]).warnings(of: Cuts.self) { $0[Cuts.mode] = .frames }
    #expect(frames.contains { $0.hasPrefix("no shot starts on 1 of 1 marks") })
  }

  @Test func aMarkAtTheStartIsTold() throws {
    #expect(try song([Event(at: 0.01, label: "go")]).plan().shots[0].reason.contains("on your mark: go; "))
    #expect(try song([Event(at: 0.01, label: "go")]).warnings(of: Cuts.self).isEmpty)
  }

  @Test func onABeatTheBeatIsToldToo() throws {
    let outputs = try song([Event(at: 20.5, label: "x")]).run(Cuts.self) { $0[Cuts.mode] = .best }
    let plan = try #require(outputs[Cuts.shots])
    let place = try #require(plan.shots.firstIndex { $0.inFrame == 513 })
    #expect(try #require(outputs[Cuts.reasons]).events[place].label.contains("CUT_MARK"))
    #expect(plan.shots[place].reason.contains("on downbeat") || plan.shots[place].reason.contains("on beat"))
  }

  @Test func aWeightOfNothingAsksForNothing() throws {
    let marks = stride(from: 1.3, to: 58, by: 1.7).map { Event(at: $0 + 0.13) }
    let plans = try [0.0, 40].map { weight in try song(marks).plan { $0[Cuts.cutMark] = weight } }
    let counts = plans.map { plan in plan.shots.count { $0.reason.contains("on your mark") } }
    #expect(counts[0] < counts[1] / 2 && counts[1] == marks.count)
  }

  @Test func noMarksChangeNothing() throws {
    var empty = song()
    empty.put("marks", Events([]))
    #expect(try empty.plan() == song().plan())
  }
}
