/// Which sections are the same music: average linkage over how alike they are.
struct SectionClusters {
  /// By section: the number of its cluster, from 0 in order of first appearance.
  let numbers: [Int]

  /// Two sections are compared along diagonals that share at least this part of the shorter one.
  private static let overlap = 0.6

  /// Clusters of neighbouring ranges of seconds.
  init(of sections: [Range<Int>], _ similarity: SelfSimilarity) {
    var pairs = sections.map { _ in [Double](repeating: 0, count: sections.count) }
    for first in sections.indices {
      for second in sections.indices where first < second {
        pairs[first][second] =
          similarity.isWhole
          ? Self.bestDiagonal(sections[first], sections[second], similarity)
          : similarity.ofMeans(sections[first], sections[second])
        pairs[second][first] = pairs[first][second]
      }
    }
    // Means are more alike than seconds, so they have a threshold of their own.
    let means = Spread(sections.indices.flatMap { first in pairs[first][(first + 1)...] })
    let threshold = similarity.isWhole ? similarity.threshold : means.mean + means.deviation
    var numbers = [Int](repeating: 0, count: sections.count)
    for (number, cluster) in AverageLinkage(pairs, threshold: threshold).clusters.enumerated() {
      for section in cluster { numbers[section] = number }
    }
    self.numbers = numbers
  }

  /// A letter for a cluster: A to Z, then AA, AB and so on.
  static func letters(_ number: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(number % 26)))
    return number < 26 ? letter : letters(number / 26 - 1) + letter
  }

  /// The highest mean similarity along a diagonal: the two sections in step, one shifted against the other.
  private static func bestDiagonal(_ first: Range<Int>, _ second: Range<Int>, _ similarity: SelfSimilarity) -> Double {
    let shortest = Int((overlap * Double(min(first.count, second.count))).rounded(.up))
    var best = 0.0
    for shift in (shortest - second.count)...(first.count - shortest) {
      let shared = max(0, shift)..<min(first.count, second.count + shift)
      guard shared.count >= max(1, shortest) else { continue }
      let sum = shared.reduce(0.0) {
        $0 + similarity[first.lowerBound + $1, second.lowerBound + $1 - shift]
      }
      best = max(best, sum / Double(shared.count))
    }
    return best
  }
}
