/// The blocks of bars that are most alike within: the exact best of all ways to part the track.
///
/// A block of n bars scores the mean of its pairs' likeness above the track's mean, times n - 1, less a fee for an unusual
/// length; a border gets more, the more clearly music that comes back starts there (`RepeatStarts`). Source: Marmoret, Cohen and Bimbot, Barwise music structure analysis with the correlation block-matching
/// segmentation algorithm, TISMIR 2023; the weights are those of `plugins/Rules.md`.
/// - Complexity: O(count x longest) in memory, and in time besides the starts.
struct BarBlocks {
  /// The blocks as neighbouring ranges of bars.
  let ranges: [Range<Int>]

  /// The longest block in bars, unless the shortest section asks for more.
  private static let longest = 24
  /// The usual length in bars: pop's.
  private static let usual = 8
  /// What the fee weighs against the best block of the usual length.
  private static let feeWeight = 0.6
  /// What a deviation of the strength of a start weighs against the same.
  private static let startWeight = 0.17

  /// Parts a track.
  ///
  /// - Parameter shortest: The shortest block in seconds; a shorter pick-up or tail goes to the block beside it.
  init(_ likeness: BarLikeness, bars: BarGrid, shortest: Double) {
    let count = bars.count
    let edges = bars.edges
    guard !likeness.isEven else {
      ranges = [0..<count]
      return
    }
    // Whatever is left over at the end fits into a block of twice the shortest length.
    var reach = Self.longest
    for bar in 0..<count {
      let twice = edges[(bar + 1)...].firstIndex { $0 - edges[bar] >= 2 * shortest } ?? count
      reach = max(reach, twice - bar)
    }
    let scores = Self.scores(likeness, reach: reach)
    let best = (0..<count).reduce(0) { $1 + Self.usual <= count ? max($0, scores[$1][Self.usual]) : $0 }
    let gains = RepeatStarts(likeness).strengths.map { Self.startWeight * best * $0 }
    var totals = [Double](repeating: -.infinity, count: count + 1)
    var starts = [Int](repeating: 0, count: count + 1)
    totals[0] = 0
    for end in 1...count {
      for start in max(0, end - reach)..<end {
        // A pick-up or a tail has any length.
        let isFree = start == 0 || end == count
        guard isFree || edges[end] - edges[start] >= shortest else { continue }
        let fee = isFree ? 0 : Self.feeWeight * best * Self.fee(bars: end - start)
        let gain = start == 0 ? 0 : gains[start]
        let total = totals[start] + gain + scores[start][end - start] - fee
        if total > totals[end] {
          totals[end] = total
          starts[end] = start
        }
      }
    }
    var borders = [count]
    while let end = borders.last, end > 0 { borders.append(starts[end]) }
    borders.reverse()
    if borders.count > 2, edges[borders[1]] < shortest { borders.remove(at: 1) }
    if borders.count > 2, edges[count] - edges[borders[borders.count - 2]] < shortest {
      borders.remove(at: borders.count - 2)
    }
    ranges = zip(borders, borders.dropFirst()).map { $0..<$1 }
  }

  /// By first bar and length in bars: how alike a block is within.
  private static func scores(_ likeness: BarLikeness, reach: Int) -> [[Double]] {
    // By first bar and length: the sum over the pairs of the first bar with the others.
    var sums: [[Double]] = []
    for first in 0..<likeness.count {
      var row = [0.0, 0.0]
      for second in first + 1..<min(first + reach, likeness.count) {
        row.append(row[row.count - 1] + likeness[first, second] - likeness.mean)
      }
      sums.append(row)
    }
    return sums.indices.map { first in
      sums[first].indices.map { (length: Int) -> Double in
        guard length > 1 else { return 0 }
        var sum = 0.0
        for offset in 0..<length - 1 { sum += sums[first + offset][length - offset] }
        return 2 * sum / Double(length)
      }
    }
  }

  private static func fee(bars: Int) -> Double {
    if bars == usual { return 0 }
    if bars.isMultiple(of: 4) { return 0.25 }
    return bars.isMultiple(of: 2) ? 0.5 : 1
  }
}
