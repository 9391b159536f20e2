import StageKit
import Testing

@testable import Features

/// What users change about onsets and beats, on the golden song; compare_rhythm.py does so on real songs.
@Suite struct RhythmTests {
  /// Made once for all tests.
  private static let made = Result { try AllFeatures(Golden().song) }

  private let features: AllFeatures

  init() throws {
    features = try Self.made.get()
  }

  private func beats(_ change: (inout Settings) -> Void) throws -> Artifacts {
    var settings = Settings(defaultsOf: Beats.declaration)
    change(&settings)
    return try AllFeatures.beats(mel: features.mel, onset: features.onset, settings: settings)
  }

  @Test func aKnownTempoIsTaken() throws {
    let found = try beats { $0[TempoFinding.fixed] = 56 }
    #expect(found[Beats.tempo]?.value == 56)
    let gaps = try #require(found[Beats.beats]?.times)
    #expect(zip(gaps, gaps.dropFirst()).allSatisfy { abs($1 - $0 - 60 / 56) < 0.1 })
  }

  @Test func latencyMovesAllEvents() throws {
    let found = try beats { $0[Beats.latency] = 0.25 }
    #expect(found[Beats.beats]?.times == features.beats.map { $0 - 0.25 })
    #expect(found[Beats.onsets]?.times == features.onsets.map { max(0, $0 - 0.25) })
    #expect(found[Beats.tempo]?.value == features.tempo)
  }

  @Test func anOnsetStandsOutByDelta() throws {
    let few = try #require(try beats { $0[OnsetPicking.delta] = 0.5 }[Beats.onsets]?.times)
    #expect(!few.isEmpty && few.count < features.onsets.count)
    let loud = try #require(
      try beats {
        $0[OnsetPicking.normalize] = false
        $0[OnsetPicking.delta] = 1000
      }[Beats.onsets]?.times)
    #expect(loud.isEmpty)
  }

  @Test func backtrackedOnsetsStartEarlier() throws {
    let early = try #require(try beats { $0[OnsetPicking.backtrack] = true }[Beats.onsets]?.times)
    #expect(early.count == features.onsets.count)
    #expect(zip(early, features.onsets).allSatisfy { $0 < $1 })
  }

  @Test func superfluxIsLagAndNeighbours() throws {
    func strength(_ change: (inout Settings) -> Void) throws -> [Float] {
      var settings = Settings(defaultsOf: Onset.declaration)
      change(&settings)
      return try StageDriver().run(Onset(settings), "mel", features.mel).frames.values()
    }
    let superflux = try strength { $0[Onset.method] = .superflux }
    let same = try strength {
      $0[Onset.lag] = 2
      $0[Onset.reach] = 3
    }
    #expect(superflux == same)
    #expect(try superflux != features.onset.values())
  }

  @Test func aWindowShorterThanABeatIsRefused() {
    var settings = Settings(defaultsOf: Beats.declaration)
    settings[TempoFinding.window] = 0.5
    settings[TempoFinding.limit] = 100
    #expect(throws: Failure.self) { try Beats(settings) }
  }
}
