import Testing

@testable import Structure

@Suite struct BarGridTests {
  @Test func barsCoverTheTrack() {
    let bars = BarGrid(downbeats: [3, 5, 7, 13], beats: [], duration: 16)
    #expect(bars.edges == [0, 1, 3, 5, 7, 9, 11, 13, 16] && bars.count == 8)
  }

  @Test(arguments: [0.01, 0.5, 3, 3600]) func withoutBeatsBarsLastTwoSeconds(duration: Double) {
    let bars = BarGrid(downbeats: [], beats: [1], duration: duration)
    #expect(bars.edges.first == 0 && bars.edges.last == duration)
    for (start, end) in zip(bars.edges, bars.edges.dropFirst()) { #expect(end > start && end - start <= 3.2) }
  }

  @Test func beatsAreCountedByFour() {
    let bars = BarGrid(downbeats: [], beats: (0..<9).map { 0.5 * Double($0) }, duration: 5)
    #expect(bars.edges == [0, 2, 4, 5])
  }

  @Test func whatLiesBehindTheEndIsNoBar() {
    #expect(BarGrid(downbeats: [0, 2, 4, 6], beats: [], duration: 4.01).edges == [0, 2, 4.01])
  }
}
