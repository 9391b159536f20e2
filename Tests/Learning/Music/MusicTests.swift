import Glibc
import Signal
import StageKit
import TestSupport
import Testing

@testable import Learning

@Suite struct MusicTests {
  private static let mel = Input<Frames>("mel", "")
  private static let onset = Input<Frames>("onset", "")

  @Test func ranksShareTies() {
    #expect(Ranks.of([3, 1, 2]) == [1, 0, 0.5])
    #expect(Ranks.of([5, 5, 1, 9]) == [0.5, 0.5, 0, 1])
    #expect(Ranks.of([4, 4, 4]) == [0.5, 0.5, 0.5])
    #expect(Ranks.of([7]) == [0.5])
    #expect(Ranks.of([]) == [])
  }

  @Test func everyStartedSecondHasARow() {
    #expect(Seconds(of: 0).count == 1)
    #expect(Seconds(of: 0.1).count == 1)
    #expect(Seconds(of: 3).count == 3)
    #expect(Seconds(of: 3.01).count == 4)
  }

  @Test func rowsFallIntoTheirSecond() {
    let frames = Frames(
      format: FrameFormat(quantity: .chroma, width: 1, rate: 2.5, sampleRate: 22050),
      values: [Float](repeating: 0, count: 9))
    // Rows stand at 0, 0.4, 0.8, 1.2, ..., 3.2 s; the last belongs to the last second.
    #expect(Seconds(of: 3).rows(of: frames) == [0..<3, 3..<5, 5..<9])
    #expect(Seconds(of: 20).rows(of: frames)[10] == 9..<9)
  }

  @Test func syllablesAreTheirOwnPace() {
    let rate = 43.0
    func depth(_ hertz: Double) -> Double {
      let envelope = (0..<430).map { 1 + 0.5 * sin(2 * .pi * hertz * Double($0) / rate) }
      return Modulation(rate: rate).depths(of: envelope, around: [200..<243])[0]
    }
    #expect(depth(5) > 5 * depth(1))
    #expect(depth(5) > 5 * depth(13))
    #expect(Modulation(rate: rate).depths(of: [Double](repeating: 0, count: 430), around: [0..<43]) == [0])
  }

  @Test func singingIsHeardByBandAndPace() throws {
    // Ten seconds of a low steady tone, then ten of a voice band that moves four times a second.
    let track = TestTrack.music(
      seconds: 20,
      mel: { time, band in
        time < 10 ? (band < 3 ? 1 : 0.001) : ((10..<25).contains(band) ? 1 + sin(2 * .pi * 4 * time) : 0.001)
      })
    let mel = try track.artifacts[Self.mel]
    let cues = try MusicCues(mel: mel, onset: try track.artifacts[Self.onset], seconds: Seconds(of: 20))
    #expect(cues.vocal[..<9].max()! < cues.vocal[11...].min()!)
    #expect(cues.attack.allSatisfy { $0 == 0.5 })
  }

  @Test func theVoiceIsWhereTheBandsAre() throws {
    // The same rows, but the bands that move are said to lie above the voice.
    var track = TestTrack.music(
      seconds: 20, mel: { time, band in time < 10 ? 1 : (10..<25).contains(band) ? 1 + sin(2 * .pi * 4 * time) : 0.001 }
    )
    let onset = try track.artifacts[Self.onset]
    let mel = try track.artifacts[Self.mel]
    var format = mel.format
    format.frequencies = (0..<40).map { 4000 + 100 * Double($0) }
    track.put("mel", Frames(format: format, values: try mel.values()))
    let cues = try MusicCues(mel: try track.artifacts[Self.mel], onset: onset, seconds: Seconds(of: 20))
    #expect(cues.vocal.allSatisfy { $0 == 0.5 })
    format.frequencies = []
    #expect(throws: Failure.self) { try MusicCues.require(format) }
  }

  @Test func silenceHasCuesToo() throws {
    let track = TestTrack.music(seconds: 3, mel: { _, _ in 0 }, chroma: { _, _ in 0 }, onset: { _ in 0 })
    let cues = try MusicCues(
      mel: try track.artifacts[Self.mel], onset: try track.artifacts[Self.onset], seconds: Seconds(of: 3))
    #expect(cues.loudness == [-100, -100, -100])
    #expect(cues.energy == [0.5, 0.5, 0.5] && cues.vocal == [0.5, 0.5, 0.5])
  }
}
