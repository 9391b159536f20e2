import Testing

@testable import Signal

@Suite struct TempoEstimatorTests {
  private let grid = FrameGrid(sampleRate: 22050, hop: 512)
  /// A pulse every 20 frames, every other one stronger.
  private var pulses: [Float] { (0..<700).map { $0 % 40 == 5 ? 1.5 : $0 % 20 == 5 ? 1 : 0 } }

  /// `librosa.feature.tempo(onset_envelope=pulses, start_bpm=...)`
  @Test(arguments: [(120.0, 129.19921875), (60.0, 64.599609375)])
  func isLibrosas(start: Double, expected: Double) throws {
    var estimator = TempoEstimator(grid: grid)
    estimator.start = start
    #expect(try estimator.tempo(of: pulses) == expected)
  }

  /// `librosa.feature.tempo(onset_envelope=pulses, ...)`
  @Test(arguments: [(0.2, 320, 8.0, 129.19921875), (4, 100, 8, 64.599609375), (1, 320, 3, 129.19921875)])
  func settingsAreLibrosas(deviation: Double, limit: Double, window: Double, expected: Double) throws {
    var estimator = TempoEstimator(grid: grid)
    (estimator.deviation, estimator.limit, estimator.windowSeconds) = (deviation, limit, window)
    #expect(try estimator.tempo(of: pulses) == expected)
  }

  /// A bar of eighths: they repeat well after one, but along the bar better after two.
  @Test func barsTellABeatFromItsHalf() throws {
    let envelope = (0..<1000).map { frame -> Float in
      guard frame % 20 == 5 else { return 0 }
      return [3, 1, 2, 0, 0, 1, 0, 2][frame / 20 % 8]
    }
    var estimator = TempoEstimator(grid: grid)
    estimator.start = 100
    #expect(try estimator.tempo(of: envelope) == 129.19921875)
    estimator.beats = 4
    #expect(try estimator.tempo(of: envelope) == 64.599609375)
  }

  /// `librosa.feature.tempogram(onset_envelope=pulses, win_length=...).mean(axis=1)[[0, 1, 20, 40, 60]]`
  @Test(arguments: [
    (344, [1, 0, 0.8779906, 0.87817156, 0.69964379]), (101, [1, 0, 0.69209814, 0.32532116, 0.05875937]),
  ])
  func averageCorrelationIsLibrosas(lags: Int, expected: [Double]) throws {
    let correlation = try TempoEstimator(grid: grid).averageCorrelation(of: pulses, lags: lags)
    #expect(correlation.count == lags)
    #expect(isClose([0, 1, 20, 40, 60].map { correlation[$0] }, expected, within: 1e-6))
  }

  @Test func silenceHasNoTempo() throws {
    #expect(try TempoEstimator(grid: grid).tempo(of: []) == 0)
    #expect(try TempoEstimator(grid: grid).tempo(of: [Float](repeating: 0, count: 500)) == 0)
  }

  @Test func coarseFramesHaveNoTempo() throws {
    let coarse = FrameGrid(sampleRate: 1000, hop: 8000)
    #expect(try TempoEstimator(grid: coarse).tempo(of: [0, 1, 0, 1]) == 0)
  }
}
