import TestSupport
import Testing

@testable import Signal

@Suite struct LevelMatchTests {
  private let bands = BandLevels.bands

  private func cut(_ levels: [Float], _ frames: Range<Int>) -> [Float] {
    Array(levels[frames.lowerBound * bands..<frames.upperBound * bands])
  }

  @Test func findsWhereOneLiesAlongTheOther() throws {
    var noise = Noise(seed: 1)
    let song = noise.samples(400 * bands)
    // Within it, from before its start, beyond its end, and around it.
    let inside = try LevelMatch.lags(of: cut(song, 150..<250), along: song, overlap: 40, distance: 5, most: 1)
    #expect(inside == [-150])
    let before = try LevelMatch.lags(
      of: noise.samples(70 * bands) + cut(song, 0..<90), along: song, overlap: 40, distance: 5, most: 1)
    #expect(before == [70])
    let beyond = try LevelMatch.lags(
      of: cut(song, 310..<400) + noise.samples(70 * bands), along: song, overlap: 40, distance: 5, most: 1)
    #expect(beyond == [-310])
    let around = try LevelMatch.lags(
      of: noise.samples(33 * bands) + song + noise.samples(50 * bands), along: song, overlap: 40, distance: 5, most: 1)
    #expect(around == [33])
  }

  @Test func whatRepeatsIsFoundTwice() throws {
    var noise = Noise(seed: 2)
    let loop = noise.samples(100 * bands)
    let lags = try LevelMatch.lags(
      of: cut(loop, 10..<80), along: loop + noise.samples(30 * bands) + loop, overlap: 40, distance: 5, most: 2)
    #expect(lags.sorted() == [-140, -10])
  }

  @Test func tooShortAnOverlapIsNone() throws {
    var noise = Noise(seed: 3)
    let song = noise.samples(100 * bands)
    #expect(try LevelMatch.lags(of: cut(song, 0..<30), along: song, overlap: 40, distance: 5, most: 3).isEmpty)
    #expect(try LevelMatch.lags(of: [], along: song, overlap: 1, distance: 5, most: 3).isEmpty)
  }

  @Test func levelsDoNotDependOnLoudnessOrBlocks() throws {
    var noise = Noise(seed: 4)
    let sound = noise.samples(16_000).enumerated().map { $1 * ($0 / 3000 % 2 == 0 ? 1 : 0.1) }
    func levels(_ blocks: [[Float]]) throws -> [Float] {
      var levels = try BandLevels(sampleRate: 8000)
      for block in blocks { levels.append(block) }
      return levels.finish()
    }
    let loud = try levels([sound])
    let quiet = try levels([sound.prefix(777).map { $0 / 64 }, sound.dropFirst(777).map { $0 / 64 }])
    #expect(loud.count == 101 * bands && isClose(loud, quiet, within: 1e-3))
    #expect(loud.contains { $0 > 0.5 })
    let silence = try levels([[Float](repeating: 0, count: 8000)])
    #expect(silence.allSatisfy { $0 == 0 })
  }
}
