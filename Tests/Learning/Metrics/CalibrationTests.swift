import Testing

@testable import Learning

@Suite struct CalibrationTests {
  @Test func theErrorIsTheMeanOverFramesOfEachBinsDifference() throws {
    var calibration = Calibration()
    #expect(calibration.error == nil && calibration.confidence == nil)
    // Two bins: nine frames at 0.9, of which six are right, and one at 0.5, which is wrong.
    for frame in 0..<9 { calibration.add(confidence: 0.9, isRight: frame < 6) }
    calibration.add(confidence: 0.5, isRight: false)
    // (8.1 - 6) and (0.5 - 0), over ten frames.
    #expect(isClose(calibration.error, 0.26))
    #expect(isClose(calibration.confidence, 0.86))
    #expect(calibration.bins.filter { $0.frames > 0 }.map(\.accuracy) == [0, 6.0 / 9])
  }

  @Test func everyProbabilityHasABin() {
    var calibration = Calibration()
    for confidence in [0, 1e-9, 1.0 / 15, 0.999, 1, 1.0000001, .nan] {
      calibration.add(confidence: confidence, isRight: true)
    }
    #expect(calibration.frames == 7)
    #expect(calibration.bins[0].frames == 4 && calibration.bins[14].frames == 3)
  }

  @Test func songsAddUp() {
    let rows = TypeRows(types: 2, values: [0.8, 0.2, 0.3, 0.7, 0.6, 0.4])
    let whole = FrameScore(reference: [0, 0, 1], output: [0, 1, 0], probabilities: rows, types: 2)
    var sum = FrameScore(types: 2)
    for frame in 0..<3 {
      sum += FrameScore(
        reference: [[0, 0, 1][frame]], output: [[0, 1, 0][frame]],
        probabilities: TypeRows(types: 2, values: Array(rows[frame])), types: 2)
    }
    #expect(sum.calibration == whole.calibration && whole.calibration.frames == 3)
    #expect(FrameScore(reference: [0], output: [0], types: 2).calibration.error == nil)
  }

  @Test func farMeansMoreThanTenPoints() throws {
    func gap(right: Int) throws -> SeenGap {
      var gap = SeenGap(types: 2)
      let rows = TypeRows(repeating: [0.9, 0.1], count: 10)
      try gap.add(rows, labels: (0..<10).map { $0 < right ? 0 : 1 }, of: .training)
      try gap.add(rows, labels: (0..<10).map { $0 < 5 ? 0 : 1 }, of: .validation)
      try gap.add(rows, labels: [Int](repeating: 1, count: 10), of: .test)
      return gap
    }
    #expect(try gap(right: 9).isFar && !gap(right: 6).isFar && !gap(right: 2).isFar)
    #expect(try gap(right: 9).text == "right on 90 % of training songs and on 50 % of validation songs")
    #expect(!SeenGap(types: 2).isFar)
  }
}
