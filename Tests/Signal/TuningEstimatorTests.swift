import Foundation
import Testing

@testable import Signal

@Suite struct TuningEstimatorTests {
  /// `librosa.estimate_tuning(S=power)` of three tones that are as many cents sharp.
  @Test(arguments: [(-30.0, -0.32), (0.0, 0.0), (23.0, 0.21999999999999997), (50.0, -0.5)])
  func isLibrosas(cents: Double, expected: Double) throws {
    let samples = (0..<22050).map { index in
      let phases = [12.0, 16, 19].map { 440 * exp2(cents / 1200 + $0 / 12) * 2 * .pi * Double(index) / 22050 }
      return Float(phases.reduce(0) { $0 + 0.3 * sin($1) })
    }
    let spectrogram = try PowerSpectrogram(length: 2048, hop: 512)
    var rows: [Float] = []
    spectrogram.append(samples, to: &rows)
    spectrogram.finish(to: &rows)
    var estimator = TuningEstimator(sampleRate: 22050, transformLength: 2048)
    rows.withUnsafeBufferPointer { rows in
      for first in stride(from: 0, to: rows.count, by: 1025) {
        estimator.add(UnsafeBufferPointer(rebasing: rows[first..<first + 1025]))
      }
    }
    #expect(estimator.tuning() == expected)
  }

  @Test func silenceIsInTune() {
    var estimator = TuningEstimator(sampleRate: 22050, transformLength: 2048)
    [Float](repeating: 0, count: 1025).withUnsafeBufferPointer { estimator.add($0) }
    #expect(estimator.tuning() == 0)
  }

  @Test func powerBeyondFloatsIsNoPeak() {
    var estimator = TuningEstimator(sampleRate: 22050, transformLength: 2048)
    var spectrum = [Float](repeating: 1, count: 1025)
    (spectrum[50], spectrum[51], spectrum[100]) = (.infinity, .infinity, .nan)
    spectrum.withUnsafeBufferPointer { estimator.add($0) }
    #expect(estimator.tuning() == 0)
  }

  /// At a low sample rate, or with a short transform, the range of frequencies leaves the spectrum.
  @Test(arguments: [(2000.0, 64), (200.0, 64), (192_000.0, 64)])
  func narrowSpectraHaveNoPeaksOutside(sampleRate: Double, length: Int) {
    var estimator = TuningEstimator(sampleRate: sampleRate, transformLength: length)
    let spectrum = (0...length / 2).map { Float($0 % 3) }
    spectrum.withUnsafeBufferPointer { estimator.add($0) }
    #expect((-0.5..<0.5).contains(estimator.tuning()))
  }
}
