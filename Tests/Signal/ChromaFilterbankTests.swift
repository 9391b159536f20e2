import Testing

@testable import Signal

@Suite struct ChromaFilterbankTests {
  /// `librosa.filters.chroma(sr=22050, n_fft=2048, tuning=0.1)` at (class, bin).
  @Test(
    arguments: [
      (0, 0, 0.00013520765060093254), (0, 49, 0.9151613116264343), (9, 41, 0.8650248050689697),
      (4, 500, 0.40055227279663086), (11, 1024, 2.794459349170256e-29),
    ] as [(Int, Int, Float)])
  func weightsAreLibrosas(pitchClass: Int, bin: Int, expected: Float) {
    let filters = ChromaFilterbank(tuning: 0.1, sampleRate: 22050, transformLength: 2048)
    #expect(abs(filters.weight(of: bin, in: pitchClass) - expected) <= 1e-6 * expected)
  }

  @Test func aToneIsItsPitchClassAndSilenceIsNone() {
    let filters = ChromaFilterbank(tuning: 0, sampleRate: 22050, transformLength: 2048)
    var spectrum = [Float](repeating: 0, count: 1025)
    var row = [Float](repeating: -1, count: 12)
    func apply() {
      row.withUnsafeMutableBufferPointer { row in
        spectrum.withUnsafeBufferPointer { filters.apply(to: $0, into: row) }
      }
    }
    apply()
    #expect(row == [Float](repeating: 0, count: 12))
    // 441 Hz is an A.
    spectrum[41] = 3
    apply()
    #expect(row.firstIndex(of: row.max() ?? 0) == 9)
    #expect(row[3] < 1e-6 * row[9])
  }
}
