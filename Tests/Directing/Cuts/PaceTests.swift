import Shots
import StageKit
import TestSupport
import Testing

@testable import Directing

/// How lengths follow the music, and what silence does.
@Suite struct PaceTests {
  private static let seconds = 120
  /// How long it is loud, and then quiet.
  private static let turn = 15

  /// Two minutes: a quarter of a minute loud, a quarter quiet, in turn.
  private func song(silences: [Event] = []) -> TestTrack {
    var track = TestTrack.types(seconds: Double(Self.seconds), seed: 5, beat: 0.5)
    let rows = (0..<Self.seconds).flatMap { second -> [Float] in
      let isLoud = second / Self.turn % 2 == 0
      return [isLoud ? 0.5 : -0.5, 0, 0, isLoud ? 0 : -20, isLoud ? 6 : 2]
    }
    track.put("cues", Frames(format: .musicCues, values: rows))
    let sections = (0..<8).map { (index: Int) -> Event in
      let letter = index % 2 == 0 ? "A" : "B"
      return Event(
        from: Double(Self.turn * index), to: Double(Self.turn * (index + 1)), label: letter, group: letter)
    }
    track.put("sections", Events(sections))
    track.put("silences", Events(silences))
    return track
  }

  private func means(_ plan: ShotPlan) -> (loud: Double, quiet: Double) {
    func mean(_ isLoud: Bool) -> Double {
      let lengths = plan.shots.filter { (Int(plan.seconds(of: $0).start) / Self.turn % 2 == 0) == isLoud }.map {
        plan.seconds(of: $0).end - plan.seconds(of: $0).start
      }
      return lengths.reduce(0, +) / Double(lengths.count)
    }
    return (mean(true), mean(false))
  }

  private func ratio(_ change: (inout Settings) -> Void = { _ in }) throws -> Double {
    try (0..<3).reduce(0.0) { sum, seed in
      let plan = try song().plan {
        $0[Cuts.seed] = seed
        change(&$0)
      }
      return sum + means(plan).quiet / means(plan).loud / 3
    }
  }

  @Test func shotsAreTwiceAsLongInTheQuiet() throws {
    let usual = try ratio()
    #expect((1.7...2.5).contains(usual))
    #expect(try (0.75...1.25).contains(ratio { $0[Cuts.pace] = 1 }))
    #expect(try ratio { $0[Cuts.pace] = 3 } > 1.1 * usual)
  }

  @Test func reasonsSayIt() throws {
    let plan = try song().plan()
    #expect(plan.shots.contains { $0.reason.contains("slow in the quiet") })
    #expect(plan.shots.contains { $0.reason.contains("fast in the loud") })
  }

  @Test(arguments: [CutStyle.calm, .concert, .clip]) func stylesHaveTheirLengths(style: CutStyle) throws {
    let plan = try song().plan { $0[Cuts.style] = style }
    // At 120 beats a minute, without roles.
    #expect(abs(Double(Self.seconds) / Double(plan.shots.count) / style.meanLength - 1) < 0.2)
    let own = try song().plan {
      $0[Cuts.style] = style
      $0[Cuts.asl] = 4
    }
    #expect(abs(Double(Self.seconds) / Double(own.shots.count) / 4 - 1) < 0.2)
  }

  @Test(arguments: [DecodingMode.sample, .best]) func silencesAndTailsAreOneShot(mode: DecodingMode) throws {
    let silences = [Event(from: 50, to: 65, label: "silence"), Event(from: 100, to: 120, label: "tail")]
    let plan = try song(silences: silences).plan { $0[Cuts.mode] = mode }
    for silence in silences {
      let cuts = plan.shots.map { plan.seconds(of: $0).start }.filter { $0 > silence.start && $0 < silence.end }
      #expect(cuts.isEmpty)
    }
    // Without the silence inside, no shot is longer than allowed.
    for shot in plan.shots {
      let (start, end) = plan.seconds(of: shot)
      let silent = silences.reduce(0.0) { $0 + max(0, min(end, $1.end) - max(start, $1.start)) }
      #expect(end - start - silent <= 12.001)
    }
    #expect(plan.shots.last?.reason.contains("stays until the sound is gone") == true)
    #expect(plan.shots.contains { $0.reason.contains("holds through the silence") })
  }

  @Test func aSongOfSilenceIsOneShot() throws {
    let plan = try song(silences: [Event(from: 0, to: 120, label: "silence")]).plan()
    #expect(plan.shots.count == 1)
  }

  @Test func barsThatAreNotSureAreBeats() throws {
    func downbeats(_ certainty: Double) throws -> Int {
      var song = song()
      song.put("certainty", Number(certainty))
      return try song.plan().shots.count { $0.reason.contains("on downbeat") }
    }
    #expect(try downbeats(0.9) > 5)
    #expect(try downbeats(0.2) == 0)
  }
}
