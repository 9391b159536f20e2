import Testing

@testable import StageKit

@Suite struct RowSpoolTests {
  /// Rows come back as they were: few of them, as many as stay in memory, and more, which go to the temporary file.
  @Test(arguments: [Quantity.samples, .melPower], [1, 4, 5, 9])
  func rowsComeBack(quantity: Quantity, quarters: Int) throws {
    let width = RowSpool.memoryLimit(for: quantity) / 4
    var keeper = RowSpool(format: FrameFormat(quantity: quantity, width: width, rate: 1, sampleRate: 1))
    for block in 0..<quarters {
      try keeper.append(Rows(width: width, values: [Float](repeating: Float(block), count: width)))
    }
    let frames = keeper.frames
    #expect(frames.count == quarters)
    for row in 0..<quarters {
      try frames.read(row..<row + 1) { values in
        #expect(values.count == width)
        #expect(values.first == Float(row) && values.last == Float(row))
        #expect(values.min() == values.max())
      }
    }
  }

  @Test func noRowsAreNone() throws {
    let keeper = RowSpool(format: FrameFormat(quantity: .melPower, width: 3, rate: 1, sampleRate: 1))
    #expect(keeper.frames.count == 0)
    #expect(try keeper.frames.values().isEmpty)
  }
}
