import StageKit
import Testing

@testable import Features

@Suite struct ShortTrackTests {
  private func features(_ values: [Float]) throws -> AllFeatures {
    try AllFeatures(Frames(format: .audio(sampleRate: 22050), values: values))
  }

  /// Like librosa, no samples still give the one frame around time 0.
  @Test(arguments: [(0, 1), (1, 1), (100, 1), (511, 1), (512, 2), (2047, 4)])
  func haveAFramePerHopAndOneMore(samples: Int, frames: Int) throws {
    let features = try features((0..<samples).map { Float(($0 * 7919) % 1000) / 1000 - 0.5 })
    #expect(features.mel.count == frames)
    #expect(features.chroma.count == frames)
    #expect(features.onset.count == frames)
    #expect(try features.chroma.values().allSatisfy { (0...1).contains($0) })
  }

  /// librosa: onset_strength [0, 0, 0, 1.8215649], onset_detect [3], beat_track (135.99917763, [3]).
  @Test func fourFramesAreLibrosas() throws {
    let features = try features((0..<2047).map { Float(Double($0 * 7919 % 1000) / 1000 - 0.5) })
    let onset = try features.onset.values()
    #expect(Array(onset.prefix(3)) == [0, 0, 0])
    #expect(abs(onset[3] - 1.8215649) < 1e-3)
    #expect(features.onsets == [3 * 512 / 22050.0])
    #expect(features.beats == [3 * 512 / 22050.0])
    #expect(features.downbeats == features.beats)
    #expect(abs(features.tempo - 135.99917763) < 1e-8)
  }

  /// The power of such samples is beyond the range of floats.
  @Test func absurdlyLoudSamplesDoNotCrash() throws {
    let features = try features((0..<6000).map { Float(($0 * 7919) % 1000 - 500) * 1e30 })
    #expect(features.mel.count == 12)
  }

  @Test func silenceHasNoEvents() throws {
    let features = try features([Float](repeating: 0, count: 8000))
    #expect(features.tempo == 0)
    #expect(features.tuning == 0)
    #expect(features.beats.isEmpty && features.onsets.isEmpty && features.downbeats.isEmpty)
    #expect(try features.chroma.values().allSatisfy { $0 == 0 })
    #expect(try features.onset.values().allSatisfy { $0 == 0 })
  }
}
