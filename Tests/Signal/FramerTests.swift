import Testing

@testable import Signal

@Suite struct FramerTests {
  private func frames(_ samples: [Float], length: Int, hop: Int, padding: Padding, block: Int) -> [[Float]] {
    var framer = Framer(length: length, hop: hop, padding: padding)
    var frames: [[Float]] = []
    for first in stride(from: 0, to: samples.count, by: block) {
      framer.append(samples[first..<min(first + block, samples.count)])
      framer.forEachFrame { frames.append(Array($0)) }
    }
    framer.finish()
    framer.forEachFrame { frames.append(Array($0)) }
    return frames
  }

  /// One frame of all that there is: `numpy.pad(numpy.arange(1, n + 1), 4, mode=...)`.
  @Test(
    arguments: [
      (.constant, 5, [0, 0, 0, 0, 1, 2, 3, 4, 5, 0, 0, 0, 0]),
      (.edge, 5, [1, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 5, 5]),
      (.reflect, 5, [5, 4, 3, 2, 1, 2, 3, 4, 5, 4, 3, 2, 1]),
      (.reflect, 3, [1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3]),
      (.reflect, 1, [1, 1, 1, 1, 1, 1, 1, 1, 1]),
      (.ramp, 3, [0, 0.25, 0.5, 0.75, 1, 2, 3, 2.25, 1.5, 0.75, 0]),
    ] as [(Padding, Int, [Float])])
  func paddingIsNumPys(padding: Padding, count: Int, expected: [Float]) {
    let samples = (0..<count).map { Float($0 + 1) }
    #expect(padding.values(4, before: samples) + samples + padding.values(4, after: samples) == expected)
  }

  @Test(arguments: Padding.allCases)
  func blocksDoNotMatter(padding: Padding) {
    let samples = (0..<100).map { Float(($0 * 37) % 101) }
    for (length, hop) in [(16, 4), (16, 16), (15, 7), (64, 3)] {
      let whole = padding.values(length / 2, before: samples) + samples + padding.values(length / 2, after: samples)
      let expected = stride(from: 0, through: whole.count - length, by: hop).map { Array(whole[$0..<$0 + length]) }
      for block in [1, 5, 100] {
        #expect(frames(samples, length: length, hop: hop, padding: padding, block: block) == expected)
      }
    }
  }

  @Test(arguments: Padding.allCases)
  func noSamplesGiveOneSilentFrame(padding: Padding) {
    #expect(frames([], length: 8, hop: 2, padding: padding, block: 1) == [[Float](repeating: 0, count: 8)])
  }
}
