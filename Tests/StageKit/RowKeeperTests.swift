import Testing

@testable import StageKit

@Suite struct RowKeeperTests {
  /// More rows than may stay in memory come back from the temporary file as they were.
  @Test func rowsBeyondTheLimitComeBack() throws {
    let width = 1 << 17
    let blocks = RowKeeper.memoryLimit / width + 5
    var keeper = RowKeeper(format: FrameFormat(quantity: .chroma, width: width, rate: 1, sampleRate: 1))
    for block in 0..<blocks {
      try keeper.append(Rows(width: width, values: [Float](repeating: Float(block), count: width)))
    }
    let frames = keeper.frames
    #expect(frames.count == blocks)
    for row in [0, blocks / 2, blocks - 1] {
      try frames.read(row..<row + 1) { values in
        #expect(values.count == width)
        #expect(values.allSatisfy { $0 == Float(row) })
      }
    }
  }
}
