import Testing

@testable import Signal

@Suite struct MelFilterbankTests {
  /// The filters' response to a single bin.
  private func response(_ filters: MelFilterbank, bin: Int) -> [Float] {
    var spectrum = [Float](repeating: 0, count: filters.inputWidth)
    spectrum[bin] = 1
    var row = [Float](repeating: -1, count: filters.bandCount)
    row.withUnsafeMutableBufferPointer { row in
      spectrum.withUnsafeBufferPointer { filters.apply(to: $0, into: row) }
    }
    return row
  }

  /// `librosa.filters.mel(sr=22050, n_fft=2048)`
  @Test func defaultIsLibrosas() {
    let filters = MelFilterbank(bands: 128, in: 0...11025, sampleRate: 22050, transformLength: 2048)
    #expect((0..<1025).reduce(0) { $0 + response(filters, bin: $1).count { $0 > 0 } } == 2018)
    #expect(filters.emptyBands.isEmpty)
    let first = (1...4).map { response(filters, bin: $0)[0] }
    #expect(first == [0.016182852908968925, 0.03236570581793785, 0.028990088030695915, 0.01280723512172699])
    #expect(response(filters, bin: 972)[127] == 0.00014095657388679683)
    #expect(response(filters, bin: 0).allSatisfy { $0 == 0 })
  }

  /// `librosa.filters.mel(sr=22050, n_fft=2048, n_mels=40, fmin=50, fmax=8000, htk=True, norm=None)[10]`
  @Test func htkWithoutNormIsLibrosas() {
    let filters = MelFilterbank(
      bands: 40, in: 50...8000, scale: .htk, sampleRate: 22050, transformLength: 2048, areaNormalised: false)
    let band = [62, 69, 70, 77].map { response(filters, bin: $0)[10] }
    #expect(
      isClose(
        band, [0.046844419091939926, 0.9440362453460693, 0.9319835901260376, 0.08685476332902908], within: 1e-6))
    #expect(response(filters, bin: 61)[10] == 0)
    #expect(response(filters, bin: 78)[10] == 0)
  }

  @Test func bandsNarrowerThanABinAreNamed() {
    let filters = MelFilterbank(bands: 128, in: 0...11025, sampleRate: 22050, transformLength: 256)
    #expect(!filters.emptyBands.isEmpty)
    for band in filters.emptyBands { #expect((0...128).allSatisfy { response(filters, bin: $0)[band] == 0 }) }
  }
}
