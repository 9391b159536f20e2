import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing

@Suite struct CutsTests {
  private func song(_ seconds: Double = 40) -> TestTrack {
    var track = TestTrack.types(seconds: seconds, seed: 5, beat: 0.5)
    track.put(
      "sections",
      Events([
        Event(from: 0, to: 8.5, label: "intro", group: "A"), Event(from: 8.5, to: 24.5, label: "verse", group: "B"),
        Event(from: 24.5, to: seconds, label: "chorus", group: "C"),
      ]))
    track.put("tempo", Number(120))
    return track
  }

  @Test func sameSeedSamePlan() throws {
    let first = try song().plan { $0[Cuts.seed] = 11 }
    #expect(try song().plan { $0[Cuts.seed] = 11 } == first)
    #expect(try song().plan { $0[Cuts.seed] = 12 } != first)
  }

  @Test func withoutASeedTheContentDecides() throws {
    var other = song()
    other.hash = "f123456789abcdef0123456789abcdef"
    #expect(try song().plan() == song().plan())
    #expect(try other.plan() != song().plan())
  }

  @Test func theBestPlanNeedsNoSeed() throws {
    let plans = try [1, 2].map { seed in
      try song().plan {
        $0[Cuts.mode] = .best
        $0[Cuts.seed] = seed
      }
    }
    #expect(plans[0] == plans[1])
  }

  @Test func sectionsAreCutAndTheFilmOpensWide() throws {
    let plan = try song().plan { $0[Cuts.mode] = .best }
    let starts = plan.shots.map { plan.seconds(of: $0).start }
    #expect(starts.contains { abs($0 - 8.5) < 0.021 } && starts.contains { abs($0 - 24.5) < 0.021 })
    #expect(["XLS", "LS"].contains(plan.shots[0].type))
    #expect(plan.shots[0].reason.hasPrefix("Intro: establishing shot; "))
    let chorus = try #require(plan.shots.first { abs(plan.seconds(of: $0).start - 24.5) < 0.021 })
    #expect(chorus.reason.hasPrefix("Chorus starts (bar 13); "))
    #expect(chorus.reason.contains("; lasts "))
    // How sure it is stands beside the reason, and is said on request.
    #expect(plan.shots.allSatisfy { !$0.reason.contains("; p ") })
  }

  /// A beat tracker's first downbeat is often that of bar 2.
  @Test func barsAreCountedFromTheStartOfTheSong() throws {
    var late = song()
    late.put("downbeats", Events(times: Array(stride(from: 2.5, to: 40, by: 2))))
    let chorus = try late.plan { $0[Cuts.mode] = .best }.shots.first { $0.reason.hasPrefix("Chorus starts (bar 13)") }
    #expect(chorus != nil)
  }

  @Test func eachShotHasItsCauses() throws {
    let outputs = try song().run(Cuts.self) { $0[Cuts.mode] = .best }
    let plan = try #require(outputs[Cuts.shots])
    let causes = try #require(outputs[Cuts.reasons]).events
    #expect(causes.map(\.start) == plan.shots.map { plan.seconds(of: $0).start })
    #expect(causes[0].label.hasPrefix("ESTABLISH"))
    let chorus = try #require(causes.first { abs($0.start - 24.5) < 0.021 })
    #expect(chorus.label.hasPrefix("SECTION_START") && chorus.label.contains("CUT_DOWNBEAT"))
    for (shot, next) in zip(plan.shots, plan.shots.dropFirst()) {
      guard let before = ShotType(rawValue: shot.type)?.size, let size = ShotType(rawValue: next.type)?.size else {
        continue
      }
      let steps = abs(size - before)
      #expect(next.reason.contains("\(size > before ? "ider" : "ighter") by \(steps) size\(steps == 1 ? "" : "s"); "))
    }
  }

  @Test func cuesExplainWhoSings() throws {
    var track = song(12)
    // Instrument first, then the singer's face, and singing from 6 s on.
    let values = (0..<12).flatMap { row in (0..<8).map { $0 == (row < 6 ? 5 : 1) ? Float(0.93) : 0.01 } }
    track.put("types", Frames(format: .shotTypes(ShotType.names, sampleRate: 22050), values: values))
    track.put(
      "cues",
      Frames(format: .musicCues, values: (0..<12).flatMap { [0, $0 < 6 ? -1 : 1, 0, 0, 0] as [Float] }))
    track.artifacts[named: "sections"] = []
    let plan = try track.plan {
      $0[Cuts.mode] = .best
      $0[Cuts.kappa] = 4
      $0[Cuts.asl] = 6
    }
    #expect(plan.shots.map(\.type) == ["XLS", "MCU"])
    #expect(plan.shots[1].reason.hasPrefix("The voice comes in; tighter by 4 sizes; on "))
  }

  @Test func lengthsFollowTheSetting() throws {
    for asl in [2.2, 6] {
      let outputs = try song(60).run(Cuts.self) { $0[Cuts.asl] = asl }
      let target = try #require(outputs[Cuts.target]).value
      let shots = try #require(outputs[Cuts.shots]).shots.count
      // Intro, verse and chorus of 8.5, 16 and 35.5 s, with their factors.
      #expect(abs(target - 60 / ((8.5 / 1.5 + 16 / 1.15 + 35.5 / 0.85) / asl)) < 0.05)
      #expect(abs(60 / Double(shots) / target - 1) < 0.25)
    }
  }

  @Test func cutsLeadTheBeat() throws {
    let plan = try song().plan { $0[Cuts.lead] = 0.2 }
    let offBeat = plan.shots.dropFirst().filter { shot in
      let phase = (plan.seconds(of: shot).start + 0.2).truncatingRemainder(dividingBy: 0.5)
      return min(phase, 0.5 - phase) > 0.021
    }
    #expect(offBeat.isEmpty)
  }

  @Test func probabilityIsThatOfTheTypeOnScreen() throws {
    // A sure opinion that changes every 4 s.
    var track = song()
    let values = (0..<40).flatMap { row in
      (0..<8).map { $0 == [5, 1, 4, 7][row / 4 % 4] ? Float(0.986) : 0.002 }
    }
    track.put("types", Frames(format: .shotTypes(ShotType.names, sampleRate: 22050), values: values))
    track.artifacts[named: "sections"] = []
    let plan = try track.plan {
      $0[Cuts.mode] = .best
      $0[Cuts.kappa] = 4
    }
    #expect(plan.shots.prefix(4).map(\.type) == ["XLS", "MCU", "LS", "MIS"])
    #expect(plan.shots.allSatisfy { ($0.probability ?? 0) > 0.75 })
  }

  @Test func framesModeMergesRuns() throws {
    var track = song(6.5)
    let types = [0, 0, 2, 2, 2, 7, 7]
    track.put(
      "types",
      Frames(
        format: .shotTypes(ShotType.names, sampleRate: 22050),
        values: types.flatMap { type in (0..<8).map { $0 == type ? 0.3 : 0.1 } }))
    let plan = try track.plan { $0[Cuts.mode] = .frames }
    #expect(plan.shots.map(\.type) == ["CU", "MS", "MIS"])
    #expect(plan.shots.map(\.outFrame) == [50, 125, 162])
    #expect(plan.shots.allSatisfy { abs(($0.probability ?? 0) - 0.3) < 1e-6 })
    // That mode never looks at the music: it knows of no beat that it misses, and of no limit.
    #expect(plan.shots[1].reason == "Wider by 2 sizes; lasts 3.0 s")
  }

  @Test func aCodeHasNoSpace() throws {
    let codes = try #require(try song(300).run(Cuts.self)[Cuts.reasons]).events
      .flatMap { $0.label.split(separator: " ") }
    #expect(codes.contains { $0.hasPrefix("LOW_CONFIDENCE(.") })
    #expect(codes.allSatisfy { $0.wholeMatch(of: /[A-Z_]+(\([A-Z0-9.,]+\))?/) != nil })
  }

  @Test func whatTheMusicDoesNotGiveIsSaid() throws {
    func warnings(_ seconds: Double, beat: Double?, mode: DecodingMode = .best) throws -> [String] {
      try TestTrack.types(seconds: seconds, seed: 1, beat: beat).warnings(of: Cuts.self) { $0[Cuts.mode] = mode }
    }
    #expect(try warnings(10, beat: 0.5) == [])
    #expect(try warnings(10, beat: 2) == ["few beats: cuts lie on a half-second grid"])
    #expect(try warnings(10, beat: nil) == ["no beats: cuts lie on a half-second grid"])
    #expect(try warnings(1, beat: nil) == ["shorter than shortest (1.2 s): one shot"])
    #expect(try warnings(10, beat: nil, mode: .frames) == [])
  }

  @Test func aLatticeThatFillsTheMemoryIsRefused() throws {
    let track = TestTrack.types(seconds: 200, seed: 1, beat: 0.04)
    let failure = #expect(throws: Failure.self) { try track.plan { $0[Cuts.longest] = 60 } }
    #expect(failure?.reason.hasSuffix(" possible shots, more than 4000000") == true)
    #expect(failure?.remedy.hasPrefix("lower 'longest' (60 s)") == true)
  }

  @Test func contradictionsAreRefused() throws {
    var settings = Settings(defaultsOf: Cuts.declaration)
    settings[Cuts.shortest] = 4
    settings[Cuts.longest] = 5
    let limits = #expect(throws: Failure.self) { try Cuts(settings) }
    #expect(limits?.reason == "longest (5 s, 125 frames at 25) is below twice shortest (4 s, 100 frames)")

    settings = Settings(defaultsOf: Cuts.declaration)
    settings[Cuts.start] = "1 hour"
    #expect(throws: Failure.self) { try Cuts(settings) }

    let tiny = #expect(throws: Failure.self) { try TestTrack.types(seconds: 0.01, seed: 1, beat: nil).plan() }
    #expect(tiny?.reason == "the track is shorter than one frame at 25")

    var unknown = song()
    unknown.put("sections", Events([Event(from: 0, to: 9, label: "chrous")]))
    let label = #expect(throws: Failure.self) { try unknown.plan() }
    #expect(label?.description == "the section label 'chrous' is no role; did you mean 'chorus'?")
  }

  @Test func theFirstTimecodeCanBeSet() throws {
    let plan = try song().plan { $0[Cuts.start] = "10:00:00:00" }
    #expect(plan.timecodes(of: plan.shots[0]).in.description == "10:00:00:00")
  }
}
