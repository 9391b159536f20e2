import TestSupport
import Testing

@testable import Signal

@Suite struct PhaseCorrelationTests {
  private let correlation: PhaseCorrelation

  init() throws { correlation = try PhaseCorrelation(length: 2048, reach: 100, lowest: 0.01) }

  /// The lag of the highest value.
  private func peak(_ first: [Float], _ second: [Float]) -> Int? {
    var row = [Float](repeating: 0, count: 201)[...]
    guard correlation.correlate(first, second, into: &row) else { return nil }
    return row.indices.max { row[$0] < row[$1] }.map { $0 - 100 }
  }

  @Test(arguments: [0, 1, 37, 99, -1, -64]) func findsTheDelay(lag: Int) {
    var noise = Noise(seed: 3)
    let sound = noise.samples(2400)
    #expect(peak(Array(sound[200..<2248]), Array(sound[200 - lag..<2248 - lag])) == lag)
  }

  @Test func theSpectrumDoesNotMatter() {
    // A low-pass, whose plain correlation is 20 samples wide.
    var noise = Noise(seed: 4)
    var dull: [Float] = []
    var state: Float = 0
    for sample in noise.samples(2400) {
      state = 0.9 * state + sample
      dull.append(state)
    }
    #expect(peak(Array(dull[200..<2248]), Array(dull[155..<2203])) == 45)
  }

  @Test func noiseAsLoudDoesNotMatter() {
    var noise = Noise(seed: 5)
    let sound = noise.samples(2400)
    let hiss = noise.samples(2048)
    #expect(peak(Array(sound[200..<2248]), zip(sound[170..<2218], hiss).map { $0 + $1 }) == 30)
  }

  @Test func silenceHasNoCorrelation() {
    var noise = Noise(seed: 6)
    let silence = [Float](repeating: 0, count: 2048)
    let sound = noise.samples(2048)
    #expect(peak(silence, sound) == nil && peak(sound, silence) == nil)
  }

  @Test func lagsMustFitIntoTheWindow() {
    #expect(throws: SignalFailure.self) { try PhaseCorrelation(length: 200, reach: 100, lowest: 0) }
    #expect(throws: SignalFailure.self) { try PhaseCorrelation(length: 200, reach: 0, lowest: 0) }
  }
}
