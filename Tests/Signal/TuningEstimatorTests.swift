import Foundation
import Testing

@testable import Signal

@Suite struct TuningEstimatorTests {
  private func tuning(of spectra: [[Float]], sampleRate: Double = 22050, length: Int = 2048) -> Double {
    let estimator = TuningEstimator(sampleRate: sampleRate, transformLength: length)
    return TuningEstimator.tuning { body in
      for spectrum in spectra { spectrum.withUnsafeBufferPointer { estimator.forEachPeak(of: $0, body) } }
    }
  }

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
    let spectra = stride(from: 0, to: rows.count, by: 1025).map { Array(rows[$0..<$0 + 1025]) }
    #expect(tuning(of: spectra) == expected)
  }

  @Test func silenceIsInTune() {
    #expect(tuning(of: [[Float](repeating: 0, count: 1025)]) == 0)
  }

  @Test func powerBeyondFloatsIsNoPeak() {
    var spectrum = [Float](repeating: 1, count: 1025)
    (spectrum[50], spectrum[51], spectrum[100]) = (.infinity, .infinity, .nan)
    #expect(tuning(of: [spectrum]) == 0)
  }

  /// At a low sample rate, or with a short transform, the range of frequencies leaves the spectrum.
  @Test(arguments: [(2000.0, 64), (200.0, 64), (192_000.0, 64)])
  func narrowSpectraHaveNoPeaksOutside(sampleRate: Double, length: Int) {
    let spectrum = (0...length / 2).map { Float($0 % 3) }
    #expect((-0.5..<0.5).contains(tuning(of: [spectrum], sampleRate: sampleRate, length: length)))
  }
}
