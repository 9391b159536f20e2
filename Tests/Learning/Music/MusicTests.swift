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

  /// Cues of a track whose power and onsets are functions of time.
  private func cues(
    seconds: Double, onset: @escaping (Double) -> Double = { _ in 0 }, power: @escaping (Double) -> Double
  ) throws -> MusicCues {
    let track = TestTrack.music(seconds: seconds, mel: { time, _ in power(time) }, onset: onset)
    return try MusicCues(
      mel: try track.artifacts[Self.mel], onset: try track.artifacts[Self.onset], seconds: Seconds(of: seconds))
  }

  @Test func theLevelIsAgainstTheLoudPassages() throws {
    // The same music at any gain: 20 dB softer for half of the time, and silent at the end.
    for gain in [1e-6, 1, 1e4] {
      let level = try cues(seconds: 50) { gain * ($0 < 20 ? 1 : $0 < 40 ? 0.01 : 0) }.level
      #expect(level.count == 50)
      #expect(level[..<19].allSatisfy { abs($0) < 0.01 } && level[22..<39].allSatisfy { abs($0 + 20) < 0.01 })
      #expect(level[42...].allSatisfy { $0 == -60 })
    }
  }

  @Test func aBeatsRestIsNotSoft() throws {
    // Struck twice a second, with nothing in between: as loud as it ever is.
    let level = try cues(seconds: 20) { $0.truncatingRemainder(dividingBy: 0.5) < 0.1 ? 1 : 0 }.level
    #expect(level.allSatisfy { abs($0) < 1 })
  }

  @Test func densityCountsNotesPerSecond() throws {
    func strokes(_ rate: Double) -> (Double) -> Double {
      { time in (time * rate).truncatingRemainder(dividingBy: 1) * TestTrack.rate / rate < 1 ? 1 : 0 }
    }
    let density = try cues(
      seconds: 40, onset: { $0 < 20 ? strokes(1)($0) : strokes(6)($0) }, power: { _ in 1 }
    ).density
    #expect(density[3..<18].allSatisfy { abs($0 - 1) < 0.5 })
    #expect(density[22..<38].allSatisfy { abs($0 - 6) < 0.5 })
  }

  @Test func silencesLastTwoSeconds() throws {
    let spans = try cues(seconds: 60) { time in
      [0..<3, 20..<21.5, 30..<34.3].contains { $0.contains(time) } ? 1e-9 : 1
    }.silences
    #expect(spans.map(\.label) == ["silence", "silence"])
    #expect(spans[0].start == 0 && abs(spans[0].end - 3) < 0.13)
    #expect(abs(spans[1].start - 30) < 0.13 && abs(spans[1].end - 34.3) < 0.13)
    #expect(spans.allSatisfy { abs((10 * $0.end).rounded() - 10 * $0.end) < 1e-9 })
  }

  @Test func aTailReachesTheEndWithTheSilenceBehindIt() throws {
    // A last chord that dies away by 6 dB a second, then nothing: heard for 5 s of it.
    let chord = try cues(seconds: 40.25) { $0 < 20 ? 1 : $0 < 32 ? pow(10, -0.6 * ($0 - 20)) : 0 }.silences
    #expect(chord.map(\.label) == ["tail"] && chord[0].end == 40.25 && (24.5...26).contains(chord[0].start))
    // A soft end that goes on to be played is none, nor is a sound that stops.
    #expect(try cues(seconds: 40) { $0 < 20 ? 1 : 0.01 }.silences == [])
    #expect(try cues(seconds: 40) { $0 < 39 ? 1 : 0 }.silences == [])
  }

  @Test func whereNothingSoundsAllIsSilence() throws {
    let cues = try cues(seconds: 5.5) { _ in 0 }
    #expect(cues.silences == [Event(from: 0, to: 5.5, label: "silence")])
    #expect(cues.level.allSatisfy { $0 == -60 } && cues.density.allSatisfy { $0 == 0 })
    #expect(try self.cues(seconds: 0.5) { _ in 0 }.silences == [])
  }
}
