import Glibc
import Signal
import StageKit
import TestSupport
import Testing

@testable import Features

@Suite struct GridTests {
  /// Strokes on the beats of a bar of some beats from `start` to `end`, with bass and a new chord on downbeats.
  private func song(
    meter: Int, beat: Double, start: Double = 1, end: Double = 59, seconds: Double = 60
  ) -> TestTrack {
    func place(_ time: Double) -> (beat: Int, since: Double)? {
      guard time >= start - 0.01, time < end else { return nil }
      let count = ((time - start) / beat + 0.01).rounded(.down)
      return (Int(count), time - start - count * beat)
    }
    return .music(
      seconds: seconds,
      mel: { time, band in
        guard let (beat, since) = place(time) else { return 0 }
        let isDownbeat = beat % meter == 0
        return (band < 5 && !isDownbeat ? 0.01 : 1) * exp(-8 * since) + 1e-4
      },
      chroma: { time, pitch in
        let bar = (place(time)?.beat ?? 0) / meter
        return (pitch + 5 * bar) % 12 < 3 ? 1 : 0.05
      },
      onset: { time in place(time).map { $0.since < 0.024 ? 3 : 0 } ?? 0 })
  }

  private func times(_ output: Output<Events>, _ found: Artifacts) throws -> [Double] {
    try #require(found[output]).times
  }

  @Test(arguments: [(3, 0.5), (4, 0.5), (5, 0.4), (7, 0.4)])
  func barsAreFound(meter: Int, beat: Double) throws {
    let found = try song(meter: meter, beat: beat).run(Grid.self)
    #expect(found[Grid.meter]?.value == Double(meter))
    #expect(abs(try #require(found[Grid.tempo]).value * beat / 60 - 1) < 0.02)
    #expect(try #require(found[Grid.certainty]).value > 0.5)
    for time in try times(Grid.downbeats, found) {
      let bars = (time - 1) / (Double(meter) * beat)
      #expect(abs(bars - bars.rounded()) * Double(meter) * beat < 0.07)
    }
  }

  /// Where no stroke divides the beats, a pulse between them is not a beat.
  @Test(arguments: [(3, 0.72), (4, 0.72), (5, 0.7)])
  func slowStrokesAreNotDoubled(meter: Int, beat: Double) throws {
    let found = try song(meter: meter, beat: beat).run(Grid.self)
    #expect(abs(try #require(found[Grid.tempo]).value * beat / 60 - 1) < 0.02)
    #expect(found[Grid.meter]?.value == Double(meter))
  }

  @Test func beatsRunToTheEndsOfTheSoundAndNoFarther() throws {
    let found = try song(meter: 4, beat: 0.5, start: 10, end: 50).run(Grid.self)
    let beats = try times(Grid.beats, found)
    #expect(abs(try #require(beats.first) - 10) < 0.1)
    #expect((49.4..<50.1).contains(try #require(beats.last)))
    #expect(zip(beats, beats.dropFirst()).allSatisfy { abs($1 - $0 - 0.5) < 0.06 })
  }

  @Test func aKnownMeterIsTaken() throws {
    let found = try song(meter: 4, beat: 0.5).run(Grid.self) { $0[Grid.fixedMeter] = 5 }
    #expect(found[Grid.meter]?.value == 5)
    let beats = try times(Grid.beats, found)
    #expect(try times(Grid.downbeats, found).allSatisfy(beats.contains))
  }

  @Test(arguments: [0.05, 0.5, 3]) func silenceHasNoBeats(seconds: Double) throws {
    let silence = TestTrack.music(seconds: seconds, mel: { _, _ in 0 }, chroma: { _, _ in 0 }, onset: { _ in 0 })
    let found = try silence.run(Grid.self)
    #expect(try times(Grid.beats, found).isEmpty && times(Grid.downbeats, found).isEmpty)
    #expect(found[Grid.tempo]?.value == 0 && found[Grid.certainty]?.value == 0)
  }

  @Test func aFileTakesThePlaceOfTheMusic() throws {
    var track = song(meter: 4, beat: 0.5)
    track.files["{track}.beats.csv"] = Array("bpm,offset,meter\n75,0.2,3\n".utf8)
    let found = try track.run(Grid.self)
    #expect(found[Grid.tempo]?.value == 75 && found[Grid.meter]?.value == 3 && found[Grid.certainty]?.value == 1)
    #expect(try times(Grid.downbeats, found).first == 0.2)
  }

  @Test func beatsOfAFileGetTheirBarsFromTheMusic() throws {
    var track = song(meter: 3, beat: 0.5)
    let beats = (0..<110).map { 1 + 0.5 * Double($0) }
    track.files["{track}.beats.csv"] = Array("time\n\(beats.map(\.description).joined(separator: "\n"))\n".utf8)
    let found = try track.run(Grid.self)
    #expect(try times(Grid.beats, found) == beats)
    #expect(found[Grid.meter]?.value == 3)
    #expect(try times(Grid.downbeats, found).allSatisfy { beats.firstIndex(of: $0).map { $0 % 3 == 0 } ?? false })
  }

  /// The file's downbeat counts, even against the music, whose bars begin at 1 s.
  @Test(arguments: [("0.5", 0.5), ("1", 1), ("1.5", 1.5), ("-0.5", -0.5)])
  func aConstantGridsOffsetIsADownbeat(offset: String, downbeat: Double) throws {
    var track = song(meter: 3, beat: 0.5)
    track.files["{track}.beats.csv"] = Array("bpm,offset\n120,\(offset)\n".utf8)
    for meter in [nil, 5] {
      let found = try track.run(Grid.self) { $0[Grid.fixedMeter] = meter }
      let bar = try 0.5 * #require(found[Grid.meter]).value
      let downbeats = try times(Grid.downbeats, found)
      #expect(
        !downbeats.isEmpty
          && downbeats.allSatisfy {
            abs((($0 - downbeat) / bar).rounded() * bar - ($0 - downbeat)) < 1e-9
          })
      #expect(meter == nil || bar == 2.5 && found[Grid.certainty]?.value == 1)
    }
  }

  /// The weights were fitted to the bands and the rate that the stages have by default at 22.05 kHz.
  @Test(
    arguments: [
      (128, 11_025, 22_050.0 / 512, nil), (128, 11_025, 44_100.0 / 1024, nil),
      (256, 11_025, 22_050.0 / 512, "256 mel bands up to "), (128, 22_050, 44_100.0 / 1024, "128 mel bands up to 21"),
      (128, 11_025, 22_050.0 / 256, ", 86.13 times a second; give"),
    ] as [(Int, Double, Double, String?)])
  func framesThatTheWeightsDoNotFitAreToldOf(bands: Int, highest: Double, rate: Double, words: String?) throws {
    func frames(_ quantity: Quantity, _ width: Int, frequencies: [Double] = []) -> Frames {
      let format = FrameFormat(
        quantity: quantity, width: width, rate: rate, sampleRate: 44_100, frequencies: frequencies)
      return Frames(format: format, values: [Float](repeating: 0, count: 100 * width))
    }
    let filters = MelFilterbank(bands: bands, in: 0...highest, sampleRate: 44_100, transformLength: 4096)
    var track = TestTrack(seconds: 2)
    track.put("mel", frames(.melPower, bands, frequencies: filters.frequencies))
    track.put("chroma", frames(.chroma, 12))
    track.put("onset", frames(.onsetStrength, 1))
    let warnings = try track.warnings(of: Grid.self)
    #expect(warnings.count == (words == nil ? 0 : 1) && warnings.allSatisfy { $0.contains(words ?? "") }, "\(warnings)")
    // Bars of a file need no weights.
    track.files["{track}.beats.csv"] = Array("time,bar\n0.5,1\n1.5,2\n".utf8)
    #expect(try track.warnings(of: Grid.self).isEmpty)
  }

  @Test func aNamedFileThatIsMissingIsAnError() throws {
    let file = try TrackFile(.text("beats.csv"), unit: nil)
    #expect(throws: Failure.self) { try song(meter: 4, beat: 0.5).run(Grid.self) { $0[Grid.file] = file } }
  }
}
