import StageKit
import Testing

@testable import Structure

@Suite struct BarBlocksTests {
  /// Bars of 2 s at one row per second; every letter has a timbre of its own, with some noise.
  private func parts(_ parts: [(letter: Int, bars: Int)], shortest: Double = 4) throws -> (
    blocks: [Range<Int>], numbers: [Int]
  ) {
    let (likeness, bars) = try likeness(parts)
    let blocks = BarBlocks(likeness, bars: bars, shortest: shortest).ranges
    return (blocks, SectionClusters(of: blocks, likeness).numbers)
  }

  private func likeness(_ parts: [(letter: Int, bars: Int)]) throws -> (BarLikeness, BarGrid) {
    let chance = CounterRandom(seed: 3)
    let letters = parts.flatMap { [Int](repeating: $0.letter, count: 2 * $0.bars) }
    let rows = letters.enumerated().flatMap { second, letter in
      (0..<40).map { band in
        let timbre = 1 + 100 * chance.uniform("timbre", UInt64(letter), UInt64(band))
        return Float(timbre + chance.uniform("noise", UInt64(second), UInt64(band)))
      }
    }
    let mel = Frames(
      format: FrameFormat(quantity: .melPower, width: 40, rate: 1, sampleRate: 22050), values: rows)
    let bars = BarGrid(downbeats: [], beats: [], duration: Double(letters.count))
    return (BarLikeness(try BarFeatures(mel: mel, bars: bars)), bars)
  }

  /// Eight bars come back twice, each time after other music: their starts stand out, and no bar within them does.
  @Test func musicThatComesBackStartsWhereItStarts() throws {
    let part = Array(0..<8)
    let song = [20, 21] + part + [22] + part + [23, 24, 25] + part + [26]
    let strengths = RepeatStarts(try likeness(song.map { ($0, 1) }).0).strengths
    #expect(strengths.count == song.count + 1)
    let strongest = strengths.indices.sorted { strengths[$0] > strengths[$1] }.prefix(3)
    #expect(strongest.sorted() == [2, 11, 22])
    let within = [3..<10, 12..<19, 23..<30].flatMap { strengths[$0] }
    #expect((within.max() ?? 0) < 0.5 * (strengths[11]))
  }

  @Test func blocksEndWhereTheMusicChanges() throws {
    let found = try parts([(0, 8), (1, 8), (0, 8), (2, 12), (1, 8)])
    #expect(found.blocks == [0..<8, 8..<16, 16..<24, 24..<36, 36..<44])
    #expect(found.numbers == [0, 1, 0, 2, 1])
  }

  @Test func aPickUpShiftsNothing() throws {
    let found = try parts([(3, 1), (0, 8), (1, 8), (0, 8), (1, 8), (2, 3)], shortest: 2)
    #expect(found.blocks.map(\.lowerBound) == [0, 1, 9, 17, 25, 33])
  }

  @Test func aShortPickUpGoesToTheBlockBesideIt() throws {
    let found = try parts([(3, 1), (0, 8), (1, 8), (0, 8), (1, 8), (2, 1)], shortest: 6)
    #expect(found.blocks == [0..<9, 9..<17, 17..<25, 25..<34])
    #expect(found.numbers == [0, 1, 0, 1])
  }

  @Test func theShortestBlockMayBeLongerThanTheLongest() throws {
    let found = try parts([(0, 40), (1, 40)], shortest: 60)
    #expect(found.blocks.allSatisfy { $0.count >= 30 })
    #expect(found.blocks.contains { $0.lowerBound == 40 })
  }
}
