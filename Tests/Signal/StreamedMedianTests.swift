import Testing

@testable import Signal

@Suite struct StreamedMedianTests {
  private func median(of numbers: [Float]) -> Float? {
    StreamedMedian.median(of: { $0 }) { body in numbers.forEach(body) }
  }

  @Test(
    arguments: [
      ([], nil), ([3], 3), ([5, 1], 3), ([4, 1, 9], 4), ([2, 2, 2, 2], 2), ([0, 1e-30, 1e30, 7], 3.5),
    ] as [([Float], Float?)])
  func isTheMiddle(numbers: [Float], expected: Float?) {
    #expect(median(of: numbers) == expected)
  }

  /// Neighbours that differ in the lower half of their bits only, and numbers of all sizes.
  @Test(arguments: [1000, 1001])
  func agreesWithSorting(count: Int) {
    let close = (0..<count).map { Float(bitPattern: 0x3f80_0000 + UInt32(($0 * 7919) % 3001)) }
    let wide = (0..<count).map { Float(bitPattern: UInt32(($0 * 7919) % 30011) << 16 | UInt32($0)) }.filter(\.isFinite)
    for numbers in [close, wide] {
      let sorted = numbers.sorted()
      #expect(median(of: numbers) == (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2)
    }
  }
}
