import Testing

@testable import Features

@Suite struct DownbeatsTests {
  private let beats = Array(stride(from: 10, to: 210, by: 10))

  @Test(arguments: 0..<4)
  func theLoudestPhaseWins(phase: Int) {
    var accents = [Float](repeating: 1, count: 300)
    for index in stride(from: phase, to: beats.count, by: 4) { accents[beats[index]] = 1.5 }
    #expect(
      Downbeats.choose(from: beats, accents: accents) == stride(from: phase, to: beats.count, by: 4).map { beats[$0] })
  }

  @Test func fewBeatsAreEnough() {
    #expect(Downbeats.choose(from: [], accents: []) == [])
    #expect(Downbeats.choose(from: [1], accents: [0, 0]) == [1])
    #expect(Downbeats.choose(from: [0, 1, 2], accents: [0, 2, 1]) == [1])
  }
}
