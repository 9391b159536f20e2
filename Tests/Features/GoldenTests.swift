import Foundation
import StageKit
import Testing

@testable import Features

/// The whole chain against librosa 0.11.0, within the tolerances that compare_librosa.py holds real songs to.
@Suite struct GoldenTests {
  private let golden: Golden
  private let features: AllFeatures

  init() throws {
    golden = try Golden()
    features = try AllFeatures(golden.song)
  }

  @Test func everythingIsLibrosas() throws {
    let mel = try features.mel.values()
    let maximum = try #require(golden.mel.max())
    #expect(mel.count == golden.mel.count)
    #expect(zip(mel, golden.mel).allSatisfy { abs($0 - $1) <= 1e-5 * maximum })
    // Within 80 dB of the track's maximum.
    let floor = maximum * 1e-8
    let decibels = zip(mel, golden.mel).map { abs(10 * log10(Double(max($0, floor)) / Double(max($1, floor)))) }
    #expect(try #require(decibels.max()) <= 1e-3)

    let chroma = try features.chroma.values()
    #expect(chroma.count == golden.chroma.count)
    #expect(zip(chroma, golden.chroma).allSatisfy { abs($0 - $1) <= 1e-4 })

    let onset = try features.onset.values()
    #expect(onset.count == golden.onset.count)
    #expect(zip(onset, golden.onset).allSatisfy { abs($0 - $1) <= 1e-3 })

    #expect(features.tuning == golden.numbers.tuning)
    #expect(features.tempo == golden.numbers.tempo)
    #expect(features.onsets == golden.numbers.onsets)
    #expect(features.beats == golden.numbers.beats)
  }

  @Test func downbeatsAreEveryFourthBeat() throws {
    #expect(!features.downbeats.isEmpty)
    let indices = try features.downbeats.map { try #require(features.beats.firstIndex(of: $0)) }
    #expect(zip(indices, indices.dropFirst()).allSatisfy { $1 - $0 == 4 })
    #expect((0..<4).contains(try #require(indices.first)))
  }
}
