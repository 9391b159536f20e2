import StageKit
import Testing

@testable import Pictures

@Suite struct SizeEdgesTests {
  @Test func edgesDivideSizes() {
    let ratios = [0.7, 0.58, 0.4, 0.2, 0.12, 0.08, 0.01]
    #expect(ratios.map(SizeEdges.usual.size) == [0, 0, 1, 2, 3, 4, 5])
  }

  @Test(arguments: [0.9, 0.58, 0.45, 0.25, 0.14, 0.08, 0.03]) func probabilitiesAreAWhole(ratio: Double) {
    let found = SizeEdges.usual.probabilities(of: ratio)
    #expect(abs(found.reduce(0, +) - 1) < 1e-9)
    #expect(found.allSatisfy { $0 >= 0 })
  }

  @Test func onAnEdgeTwoSizesAreAsLikely() {
    let found = SizeEdges.usual.probabilities(of: 0.36)
    #expect(abs(found[1] - found[2]) < 0.05)
  }

  @Test func wrongEdgesAreRefused() {
    for values in [
      [0.5, 0.4], [0.1, 0.2, 0.3, 0.4, 0.5], [2, 0.36, 0.18, 0.11, 0.06], [0.5, 0.5, 0.18, 0.11, 0.06],
    ] {
      #expect(throws: Failure.self) { try SizeEdges(values) }
    }
  }

  /// Shots of a person whose close-ups begin at another height.
  private func shots(of edges: SizeEdges) -> [(ratio: Double, size: Int)] {
    (1...80).map { number in
      let ratio = 0.9 * Double(number) / 80
      return (ratio, edges.size(of: ratio))
    }
  }

  @Test func manyCorrectionsMoveEdges() throws {
    let taste = try SizeEdges([0.45, 0.25, 0.15, 0.1, 0.05])
    let shots = shots(of: taste)
    let fitted = SizeEdges.usual.fitted(to: shots)
    func right(_ edges: SizeEdges) -> Int { shots.count { edges.size(of: $0.ratio) == $0.size } }
    #expect(right(fitted) > right(.usual))
    #expect(abs(fitted.values[0] - 0.45) < 0.03)
    #expect(right(fitted) >= 78)
  }

  @Test func nothingToFitMovesNothing() {
    #expect(SizeEdges.usual.fitted(to: []).values.map { ($0 * 1000).rounded() } == [580, 360, 180, 110, 60])
  }

  @Test func fittedEdgesFall() {
    let fitted = SizeEdges.usual.fitted(
      to: [(0.9, 5), (0.8, 4), (0.5, 3), (0.3, 2), (0.1, 0)] + [(0.02, 0), (0.01, 1)])
    #expect(zip(fitted.values, fitted.values.dropFirst()).allSatisfy { $0 > $1 })
  }
}
