import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing

@Suite struct CutCandidatesTests {
  private func candidates(_ track: TestTrack, _ change: (inout Settings) -> Void = { _ in }) throws -> [CutCandidate] {
    var settings = Settings(defaultsOf: Cuts.declaration)
    change(&settings)
    let typed = try CutSettings(settings)
    let limits = ShotLimits(duration: track.seconds, rate: .fps25, lengths: typed.lengths)
    return CutCandidates(
      try TrackMusic(track.artifacts, duration: track.seconds), limits: limits, settings: typed,
      habits: try typed.language(for: ShotType.names).cuts, chance: CounterRandom(seed: 1)
    ).candidates
  }

  @Test func beatsAreCandidatesAndDownbeatsPreferred() throws {
    let found = try candidates(.types(seconds: 20, seed: 1, beat: 0.5))
    // From 1.5 to 18.5 s: cuts leave room for the shortest shot at both ends.
    #expect(found.map(\.frame).prefix(3) == [0, 38, 50] && found.last?.frame == 500)
    #expect(found.count == 37)
    // Beats at 0.5, 1, ...; each fourth from the first begins a bar of 2 s.
    #expect(found.filter { $0.kind == .downbeat }.map(\.frame) == [63, 113, 163, 213, 263, 313, 363, 413, 463])
    #expect(found.filter { $0.kind == .downbeat }.allSatisfy { $0.weight == 0.8 })
  }

  @Test func shortBarsCountInPairs() throws {
    let track = TestTrack.types(seconds: 20, seed: 1, beat: 0.3)
    let bars = try candidates(track).filter { $0.kind == .downbeat }.map(\.frame)
    #expect(zip(bars, bars.dropFirst()).allSatisfy { abs($1 - $0 - 60) <= 1 })
    let all = try candidates(track) { $0[Cuts.barMin] = 1 }.filter { $0.kind == .downbeat }
    #expect(all.count > 2 * bars.count - 2)
  }

  @Test func aGridStandsInForMissingBeats() throws {
    let none = try candidates(.types(seconds: 10, seed: 1, beat: nil))
    let steps = [38, 50, 63, 75, 88, 100, 113, 125, 138, 150, 163, 175, 188, 200, 213]
    #expect(none.map(\.frame) == [0] + steps + [250])
    #expect(none.dropFirst().dropLast().allSatisfy { $0.kind == .grid })
    #expect(none.filter { $0.weight == 0.8 }.map(\.frame) == [50, 100, 150, 200])

    var pause = TestTrack.types(seconds: 30, seed: 1, beat: 0.5)
    pause.put("beats", Events(times: [1, 2, 3, 4, 5, 6, 7, 8, 20, 21, 22]))
    pause.put("downbeats", Events(times: [1, 5, 20]))
    let grid = try candidates(pause).filter { $0.kind == .grid }.map { Double($0.frame) / 25 }
    #expect(grid.allSatisfy { (8...20).contains($0) || $0 > 22 })
    #expect(grid.count { (8...20).contains($0) } == 23)
  }

  @Test func sectionsTakeTheNearestBeatOrStandAlone() throws {
    var track = TestTrack.types(seconds: 20, seed: 1, beat: 0.5)
    track.put(
      "sections",
      Events([
        Event(from: 0, to: 6.05, label: "intro"), Event(from: 6.05, to: 10.25, label: "verse"),
        Event(from: 10.25, to: 20, label: "chorus"),
      ]))
    let found = try candidates(track).filter { $0.section != nil }
    #expect(found.map(\.frame) == [150, 256] && found.map(\.section) == [1, 2])
    #expect(found.map(\.kind) == [.beat, .section] && found.map(\.weight) == [3.7, 4])
  }

  @Test func aShareOfTheOnsetsOffTheBeatIsAllowed() throws {
    var track = TestTrack.types(seconds: 60, seed: 1, beat: 0.5)
    track.put("onsets", Events(times: stride(from: 0.25, to: 60, by: 0.25).map { $0 }))
    #expect(try candidates(track).allSatisfy { $0.kind != .onset })
    let onsets = try candidates(track) { $0[Cuts.onsetCandidates] = 0.3 }.filter { $0.kind == .onset }
    #expect((20...50).contains(onsets.count))
    #expect(onsets.allSatisfy { $0.frame % 25 == 6 || $0.frame % 25 == 19 })
  }

  @Test func whereNoBeatFitsTheTrackIsDividedEvenly() throws {
    // Beats each 3.7 s allow no shot of at most 4 s and at least 2 s to end at 10 s.
    var track = TestTrack.types(seconds: 33, seed: 1, beat: 3.7)
    track.put("beats", Events(times: (1...8).map { 3.7 * Double($0) }))
    let plan = try track.plan {
      $0[Cuts.shortest] = 2
      $0[Cuts.longest] = 4
    }
    #expect(plan.shots.allSatisfy { (50...100).contains($0.frames) })
  }
}
