import StageKit
import Testing

@testable import Structure

@Suite struct AverageLinkageTests {
  private func similarities(_ count: Int, seed: UInt64) -> [[Double]] {
    let chance = CounterRandom(seed: seed)
    return (0..<count).map { one in
      (0..<count).map { chance.uniform("pair", UInt64(min(one, $0)), UInt64(max(one, $0))) }
    }
  }

  /// All pairs of clusters, each mean from the members.
  private func reference(_ similarities: [[Double]], threshold: Double) -> [[Int]] {
    var clusters = similarities.indices.map { [$0] }
    while true {
      let pairs = clusters.indices.flatMap { first in
        clusters.indices.dropFirst(first + 1).map { second in
          let sum = clusters[first].flatMap { one in clusters[second].map { similarities[one][$0] } }.reduce(0, +)
          return (first, second, sum / Double(clusters[first].count * clusters[second].count))
        }
      }
      guard let best = pairs.max(by: { $0.2 < $1.2 }), best.2 >= threshold else { return clusters }
      clusters[best.0] += clusters.remove(at: best.1)
    }
  }

  @Test(arguments: 0..<10) func theClosestAreJoinedFirst(seed: UInt64) {
    let pairs = similarities(12, seed: seed)
    let threshold = 0.4 + 0.05 * Double(seed % 4)
    #expect(AverageLinkage(pairs, threshold: threshold).clusters == reference(pairs, threshold: threshold))
  }

  @Test func equalPairsAreJoinedInOrder() {
    let pairs = (0..<4).map { one in (0..<4).map { one / 2 == $0 / 2 ? 1.0 : 0.2 } }
    #expect(AverageLinkage(pairs, threshold: 0.5).clusters == [[0, 1], [2, 3]])
    #expect(AverageLinkage(pairs, threshold: 0.2).clusters == [[0, 1, 2, 3]])
    #expect(AverageLinkage(pairs, threshold: 1.1).clusters == [[0], [1], [2], [3]])
    #expect(AverageLinkage([], threshold: 0).clusters.isEmpty)
  }
}
