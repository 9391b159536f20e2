import Testing

@testable import Signal

@Suite struct OnsetEnvelopeTests {
  private let envelope: [Float] = [0, 0.1, 0.9, 0.9, 0.2, 0.1, 0.5, 0.45, 0.1, 0, 0.6]

  @Test func isStretchedWhateverItsScale() {
    let stretched = OnsetEnvelope.stretched(envelope)
    #expect(stretched.min() == 0)
    #expect(stretched.max() == 1)
    #expect(
      OnsetEnvelope.stretched(envelope.map { $0 * 64 + 8 }).map { ($0 * 16).rounded() }
        == stretched.map { ($0 * 16).rounded() })
  }

  @Test func theSameEverywhereIsNothing() {
    #expect(OnsetEnvelope.stretched([]) == [])
    #expect(OnsetEnvelope.stretched([3]) == [])
    #expect(OnsetEnvelope.stretched([Float](repeating: 2, count: 50)) == [])
    #expect(OnsetEnvelope.stretched([0, .infinity]) == [])
  }

  /// `librosa.onset.onset_backtrack([2, 6, 7, 10], envelope)`
  @Test func backtrackedIsLibrosas() {
    #expect(OnsetEnvelope.backtracked([2, 6, 7, 10], in: envelope) == [0, 5, 5, 9])
    #expect(OnsetEnvelope.backtracked([0, 1], in: envelope) == [0, 0])
  }
}
