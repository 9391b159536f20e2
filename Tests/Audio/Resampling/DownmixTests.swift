import Testing

@testable import Audio

struct DownmixTests {
  /// Channels and their mean, as numpy.mean gives it; the order of addition shows, for 2^24 + 1 is 2^24 in 32 bits.
  static let sums: [([Float], Float)] = [
    // Left to right below 8: ((2^24 + 1) + 1) - 2^24 is 0; from the other end it would be 1 or 2.
    ([16_777_216, 1, 1, -16_777_216], 0),
    // Eight in pairs: (2^24 + 1) + (1 + 1) + ... is 2^24 + 2; from left to right it would be 2^24.
    ([16_777_216, 1, 1, 1, 0, 0, 0, 0], 2_097_152.25),
    // The ninth is added last.
    ([16_777_216, 0, 0, 0, 0, 0, 0, 0, -16_777_207], 1),
    ([0.25], 0.25),
  ]

  @Test(arguments: sums)
  func addsInTheOrderOfNumpy(channels: [Float], mean: Float) {
    var mono: [Float] = []
    channels.withUnsafeBufferPointer { downmix($0, channels: channels.count, into: &mono) }
    #expect(mono == [mean])
  }

  @Test func averagesEachFrame() {
    var mono: [Float] = [9]
    [1, 3, -1, 0.5].withUnsafeBufferPointer { downmix($0, channels: 2, into: &mono) }
    #expect(mono == [2, -0.25])
  }

  @Test func manyChannelsAreAddedByHalves() {
    var mono: [Float] = []
    [Float](repeating: 0.5, count: 300).withUnsafeBufferPointer { downmix($0, channels: 300, into: &mono) }
    #expect(mono == [0.5])
  }
}
