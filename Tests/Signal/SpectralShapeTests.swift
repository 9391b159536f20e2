import Testing

@testable import Signal

/// Against librosa 0.11.0, of the magnitudes `(arange(1025) * 37) % 101 / 10` at 22,050 Hz.
@Suite struct SpectralShapeTests {
  private let magnitudes = (0..<1025).map { Float(($0 * 37) % 101) / 10 }

  @Test func momentsAreLibrosas() {
    let moments = SpectralMoments(sampleRate: 22050, transformLength: 2048)
    magnitudes.withUnsafeBufferPointer { row in
      #expect(abs(moments.centroid(of: row) - 5509.45102002) < 0.01)
      #expect(abs(moments.bandwidth(of: row, order: 2, isNormalised: true) - 3179.54375769) < 0.01)
      #expect(abs(moments.bandwidth(of: row, order: 3, isNormalised: false) - 59775.25840539) < 0.2)
    }
  }

  /// `spectral_contrast(S=..., linear=True)`: peaks less valleys.
  @Test func contrastIsLibrosas() throws {
    let expected: [Float] = [
      9.399999618530273, 9.399999976158142, 9.799999617040157, 9.799999617040157, 9.866666726768017, 9.899999808520079,
      9.888888951390982,
    ]
    var bands = try SpectralContrast(
      octaves: 6, lowest: 200, quantile: 0.02, sampleRate: 22050, transformLength: 2048)
    var found = [Float](repeating: 0, count: bands.bandCount)
    magnitudes.withUnsafeBufferPointer { row in
      bands.measure(row) { band, peak, valley in found[band] = peak - valley }
    }
    #expect(isClose(found, expected, within: 1e-5))
  }

  @Test(arguments: [(7, 200.0, 2048), (6, 11025, 2048), (6, 200, 64)])
  func bandsOutsideTheSpectrumAreRefused(octaves: Int, lowest: Double, length: Int) {
    #expect(throws: SignalFailure.self) {
      try SpectralContrast(
        octaves: octaves, lowest: lowest, quantile: 0.02, sampleRate: 22050, transformLength: length)
    }
  }

  @Test(
    arguments: [
      (.maximum, [0.75, -1, 0]), (.sum, [3.0 / 7, -4.0 / 7, 0]), (.euclidean, [0.6, -0.8, 0]), (.none, [3, -4, 0]),
    ] as [(RowNorm, [Float])])
  func normsAreLibrosas(norm: RowNorm, expected: [Float]) {
    var row: [Float] = [3, -4, 0]
    row.withUnsafeMutableBufferPointer { norm.apply(to: $0) }
    #expect(isClose(row, expected, within: 1e-7))
    var silence: [Float] = [0, 0]
    silence.withUnsafeMutableBufferPointer { norm.apply(to: $0) }
    #expect(silence == [0, 0])
  }

  /// `numpy.mean`, `std` and so on of [4, 1, 7, 2].
  @Test(arguments: zip(Statistic.allCases, [3.5, 2.29128785, 1, 7, 3] as [Float]))
  func statisticsAreNumPys(statistic: Statistic, expected: Float) {
    var numbers: [Float] = [4, 1, 7, 2]
    #expect(abs(numbers.withUnsafeMutableBufferPointer { statistic.value(of: $0) } - expected) < 1e-6)
  }
}
