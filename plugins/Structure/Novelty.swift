import Glibc

/// Where the music changes: a checkerboard kernel moved along the diagonal of the self-similarity.
///
/// Source: Foote 2000; the Gaussian's deviation of a third of the kernel's width is that of MSAF.
struct Novelty {
  /// By second: how much what follows differs from what came before, the highest 1; zeros if nothing changes.
  let values: [Double]

  /// A peak is the highest within so many seconds on either side.
  private static let peakReach = 4
  /// A peak stands out from the median of so many seconds on either side.
  private static let medianReach = 9

  /// A track whose music never changes more than this is one section; measured: songs reach 0.19 and more, noise 0.02.
  private static let faintest = 0.05

  /// - Parameter kernel: Half the width of the kernel in seconds.
  init(_ similarity: SelfSimilarity, kernel: Int) {
    let deviation = Double(2 * kernel) / 3
    // Past and future seconds by their distance from the border, at half seconds.
    let gauss = (0..<kernel).map { exp(-pow((Double($0) + 0.5) / deviation, 2) / 2) }
    let whole = gauss.reduce(0, +)
    var values = [Double](repeating: 0, count: similarity.count)
    for second in values.indices.dropFirst() {
      let past = min(kernel, second)
      let future = min(kernel, similarity.count - second)
      func mean(_ rows: (Int) -> Int, _ rowCount: Int, _ columns: (Int) -> Int, _ columnCount: Int) -> Double {
        var sum = 0.0
        var weights = 0.0
        for row in 0..<rowCount {
          // A second is like itself in any music.
          for column in 0..<columnCount where rows(row) != columns(column) {
            let weight = gauss[row] * gauss[column]
            sum += weight * similarity[rows(row), columns(column)]
            weights += weight
          }
        }
        return weights > 0 ? sum / weights : 0
      }
      let before = { second - 1 - $0 }
      let after = { second + $0 }
      let within = mean(before, past, before, past) + mean(after, future, after, future)
      let across = 2 * mean(before, past, after, future)
      // Near the ends little music speaks for a border, so it counts for less.
      let seen = gauss[..<past].reduce(0, +) * gauss[..<future].reduce(0, +) / (whole * whole)
      values[second] = max(0, within - across) * seen
    }
    let top = values.max() ?? 0
    self.values = top > Self.faintest ? values.map { $0 / top } : values.map { _ in 0 }
  }

  /// The peaks, as seconds in order.
  ///
  /// - Parameters:
  ///   - delta: How far a peak must stand above the median around it.
  ///   - spacing: The shortest distance in seconds between peaks, and from either end.
  func peaks(delta: Double, spacing: Int) -> [Int] {
    let candidates = values.indices.filter { second in
      let value = values[second]
      let around = values[max(0, second - Self.peakReach)...min(values.count - 1, second + Self.peakReach)]
      let wide = values[max(0, second - Self.medianReach)...min(values.count - 1, second + Self.medianReach)].sorted()
      return value > 0 && value == around.max() && value > wide[wide.count / 2] + delta
    }
    var kept: [Int] = []
    for second in candidates.sorted(by: { (-values[$0], $0) < (-values[$1], $1) })
    where second >= spacing && values.count - second >= spacing && kept.allSatisfy({ abs($0 - second) >= spacing }) {
      kept.append(second)
    }
    return kept.sorted()
  }
}
