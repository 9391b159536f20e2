/// Which blocks of bars are the same music: average linkage over how alike they are.
struct SectionClusters {
  /// By block: the number of its cluster, from 0 in order of first appearance.
  let numbers: [Int]

  /// Two blocks are compared along diagonals that share at least this part of the shorter one.
  private static let overlap = 0.6

  /// Clusters of neighbouring blocks.
  init(of blocks: [Range<Int>], _ likeness: BarLikeness) {
    var pairs = blocks.map { _ in [Double](repeating: 0, count: blocks.count) }
    for first in blocks.indices {
      for second in blocks.indices where first < second {
        pairs[first][second] = Self.bestDiagonal(blocks[first], blocks[second], likeness)
        pairs[second][first] = pairs[first][second]
      }
    }
    var numbers = [Int](repeating: 0, count: blocks.count)
    for (number, cluster) in AverageLinkage(pairs, threshold: likeness.threshold).clusters.enumerated() {
      for block in cluster { numbers[block] = number }
    }
    self.numbers = numbers
  }

  /// A letter for a cluster: A to Z, then AA, AB and so on.
  static func letters(_ number: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(number % 26)))
    return number < 26 ? letter : letters(number / 26 - 1) + letter
  }

  /// The highest mean likeness along a diagonal: the two blocks in step, one shifted against the other.
  private static func bestDiagonal(_ first: Range<Int>, _ second: Range<Int>, _ likeness: BarLikeness) -> Double {
    let shortest = max(1, Int((overlap * Double(min(first.count, second.count))).rounded(.up)))
    var best = 0.0
    for shift in (shortest - second.count)...(first.count - shortest) {
      let shared = max(0, shift)..<min(first.count, second.count + shift)
      guard shared.count >= shortest else { continue }
      let sum = shared.reduce(0.0) { $0 + likeness[first.lowerBound + $1, second.lowerBound + $1 - shift] }
      best = max(best, sum / Double(shared.count))
    }
    return best
  }
}
