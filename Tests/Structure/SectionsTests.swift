import Glibc
import StageKit
import TestSupport
import Testing

@testable import Structure

@Suite struct SectionsTests {
  /// Parts of 20 s each, by letter: every letter has its own harmony, timbre and loudness, with some noise.
  private func song(_ parts: [Int], secondsPerPart: Double = 20) -> TestTrack {
    let chance = CounterRandom(seed: 4)
    func part(_ time: Double) -> Int { parts[min(Int(time / secondsPerPart), parts.count - 1)] }
    func noise(_ time: Double, _ index: Int) -> Double {
      0.05 * chance.uniform("noise", UInt64(time * 100), UInt64(index))
    }
    return .music(
      seconds: secondsPerPart * Double(parts.count),
      mel: { time, band in
        pow(10, Double(part(time) - 3)) * (1 + cos(Double(band * (1 + part(time))) / 8) + noise(time, band))
      },
      chroma: { time, pitch in (pitch + 2 * part(time)) % 7 == 0 ? 1 : noise(time, pitch) },
      onset: { time in 1 + noise(time, 0) })
  }

  private func sections(of track: TestTrack, _ change: (inout Settings) -> Void = { _ in }) throws -> [Event] {
    try #require(try track.run(Sections.self, change)[Sections.sections]).events
  }

  @Test func partsAndTheirReturnsAreFound() throws {
    let found = try sections(of: song([0, 1, 2, 1, 2, 0]))
    #expect(found.count == 6)
    for (section, start) in zip(found, stride(from: 0.0, to: 120, by: 20)) { #expect(abs(section.start - start) <= 1) }
    #expect(found.map(\.group) == ["A", "B", "C", "B", "C", "A"])
    // The soft parts at the ends open and close the song.
    #expect(found[0].label == "intro" && found[5].label == "outro")
    #expect(found.last?.end == 120)
  }

  @Test func bordersLieOnDownbeats() throws {
    var track = song([0, 1, 0])
    track.put("downbeats", Events(times: Array(stride(from: 0.7, to: 60, by: 1.9))))
    let found = try sections(of: track)
    #expect(found.count == 3)
    for section in found.dropFirst() {
      let bars = (section.start - 0.7) / 1.9
      #expect(abs(bars - bars.rounded()) < 1e-6)
      #expect(abs(section.start - 20 * (section.start / 20).rounded()) < 1.95)
    }
  }

  @Test func withoutDownbeatsFourBeatsAreABar() throws {
    var track = song([0, 1, 0])
    track.put("beats", Events(times: Array(stride(from: 0.3, to: 60, by: 0.5))))
    for section in try sections(of: track).dropFirst() {
      let bars = (section.start - 0.3) / 2
      #expect(abs(bars - bars.rounded()) < 1e-6)
    }
  }

  @Test func noiseIsOneSection() throws {
    let chance = CounterRandom(seed: 9)
    let track = TestTrack.music(
      seconds: 90, mel: { time, band in 0.5 + chance.uniform("noise", UInt64(time * 100), UInt64(band)) },
      chroma: { _, _ in 1 }, onset: { _ in 1 })
    #expect(try sections(of: track).count == 1)
  }

  @Test(arguments: [0.1, 1, 7.9, 20]) func shortTracksAreOneSection(seconds: Double) throws {
    let found = try sections(of: song([1], secondsPerPart: seconds))
    #expect(found.count == 1 && found[0].start == 0 && found[0].end == seconds)
  }

  @Test func silenceIsOneSection() throws {
    let track = TestTrack.music(seconds: 60, mel: { _, _ in 0 }, chroma: { _, _ in 0 }, onset: { _ in 0 })
    #expect(try sections(of: track).count == 1)
  }

  @Test func theShortestSectionHolds() throws {
    let found = try sections(of: song([0, 1, 2, 3, 0, 1, 2, 3], secondsPerPart: 6)) { $0[Sections.minSection] = 10 }
    #expect(found.count > 1 && found.allSatisfy { $0.end - $0.start >= 10 })
  }

  @Test func longTracksHaveSectionsToo() throws {
    // Rows at one per second keep a track of ten minutes small.
    var track = TestTrack(seconds: 640)
    func frames(_ quantity: Quantity, _ width: Int, _ value: (Int, Int) -> Float) -> Frames {
      Frames(
        format: FrameFormat(
          quantity: quantity, width: width, rate: 1, sampleRate: 22050,
          frequencies: (0..<width).map { 100 * Double($0) }),
        values: (0..<640).flatMap { row in (0..<width).map { value(row, $0) } })
    }
    let part = { (row: Int) in row / 160 % 2 }
    track.put("mel", frames(.melPower, 8) { part($0) == $1 % 2 ? 1 : 0.01 })
    track.put("chroma", frames(.chroma, 12) { part($0) == $1 % 2 ? 1 : 0 })
    track.put("onset", frames(.onsetStrength, 1) { _, _ in 1 })
    let found = try sections(of: track)
    #expect(found.map(\.start) == [0, 160, 320, 480])
    #expect(found.map(\.group) == ["A", "B", "A", "B"])
  }

  @Test func aFileTakesTheAnalysissPlace() throws {
    let file = try TrackFile(.text("{track}.sections.csv"), unit: nil)
    var track = song([0, 1])
    track.files = [file.template: Array("start,end,label\n0,12.5,intro\n12.5,40,Applause\n".utf8)]
    let found = try sections(of: track) { $0[Sections.file] = file }
    #expect(found.map(\.label) == ["intro", "applause"] && found.map(\.start) == [0, 12.5])
    #expect(try track.warnings(of: Sections.self) { $0[Sections.file] = file } == [])
    track.files = [file.template: Array("3,12.5,intro\n12.9,30,verse\n".utf8)]
    let filled = try sections(of: track) { $0[Sections.file] = file }
    #expect(filled.map(\.label) == ["inst", "intro", "verse", "inst"])
    #expect(filled.map(\.start) == [0, 3, 12.9, 30] && filled.map(\.end) == [3, 12.9, 30, 40])
    #expect(
      try track.warnings(of: Sections.self) { $0[Sections.file] = file }
        == ["song.sections.csv names no section from 0 s to 3 s, from 30 s to 40 s; that is taken as inst"])
    track.files = [:]
    #expect(try sections(of: track) { $0[Sections.file] = file }.first?.group == "A")
    #expect(
      try track.warnings(of: Sections.self) { $0[Sections.file] = file }
        == ["no file song.sections.csv for this track; sections are found in the music"])
    let one = try TrackFile(.text("former.csv"), unit: nil)
    let failure = #expect(throws: Failure.self) { try sections(of: track) { $0[Sections.file] = one } }
    #expect(failure?.reason == "there is no file former.csv")
  }

  @Test func noInputIsTakenForAnother() throws {
    var formats = FrameFormats()
    for port in ["mel", "chroma", "onset"] { formats[named: port] = [.audio(sampleRate: 22050)] }
    let sections = Sections(Settings(defaultsOf: Sections.declaration))
    #expect(throws: Failure.self) { try sections.formats(for: formats) }
  }
}
