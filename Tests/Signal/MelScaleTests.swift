import Testing

@testable import Signal

@Suite struct MelScaleTests {
  /// `librosa.hz_to_mel([60, 1000, 4000], htk=...)`
  @Test(arguments: [
    (MelScale.slaney, [0.9, 15, 35.163760314616646]),
    (.htk, [92.681858131657, 999.9855371396244, 2146.06452750619]),
  ])
  func isLibrosas(scale: MelScale, expected: [Double]) {
    let mels = [60.0, 1000, 4000].map(scale.mel)
    #expect(isClose(mels, expected, within: 1e-9))
    #expect(isClose(mels.map(scale.hertz), [60, 1000, 4000], within: 1e-9))
  }

  /// `librosa.mel_frequencies(40)[[0, 1, 12, 39]]`
  @Test func frequenciesHaveEqualDistances() {
    let frequencies = MelScale.slaney.frequencies(40, in: 0...11025)
    let chosen = [0, 1, 12, 39].map { frequencies[$0] }
    #expect(isClose(chosen, [0, 85.31725552, 1024.85554588, 11025], within: 1e-8))
  }
}
