import Glibc

/// Values of steps in a row, of which the first belongs to some step: how they go with bars.
struct StepSeries {
  /// The step of the first value.
  let first: Int
  let values: [Double]

  /// Values from a step on.
  init(_ values: [Double], from first: Int = 0) {
    (self.first, self.values) = (first, values)
  }

  /// For each of so many steps, how many deviations its value is above the mean; 0 where there is none.
  func standardised(count: Int) -> [Double] {
    let centred = values.lessMeans(width: 1)
    let deviation = centred.deviation + Self.leastDeviation
    let known = centred.prefix(max(0, count - first)).map { $0 / deviation }
    let before = [Double](repeating: 0, count: min(first, count))
    return before + known + [Double](repeating: 0, count: count - before.count - known.count)
  }

  /// The correlation of the values with being a downbeat, among every so manieth step.
  func fit(_ hypothesis: MeterHypothesis, among distance: Int) -> Double {
    let all = sums(from: hypothesis.phase, every: distance)
    let downbeats = sums(from: hypothesis.phase, every: hypothesis.stepsPerBar)
    guard downbeats.count > 0, downbeats.count < all.count else { return 0 }
    let mean = all.sum / all.count
    let deviation = max(0, all.squares / all.count - mean * mean).squareRoot() + Self.leastDeviation
    let share = downbeats.count / all.count
    return (downbeats.sum / downbeats.count - mean) / deviation * (share / (1 - share)).squareRoot()
  }

  /// Deviations are larger, so that what hardly varies counts little.
  private static let leastDeviation = 1e-3

  private func sums(from step: Int, every distance: Int) -> (count: Double, sum: Double, squares: Double) {
    let start = (step - first) % distance
    var (count, sum, squares) = (0.0, 0.0, 0.0)
    for index in stride(from: start < 0 ? start + distance : start, to: values.count, by: distance) {
      (count, sum, squares) = (count + 1, sum + values[index], squares + values[index] * values[index])
    }
    return (count, sum, squares)
  }
}

extension [Double] {
  /// The mean of every so manieth value, whatever whole number of distances lies before the first; 0 if there is none.
  func mean(from first: Int, every distance: Int) -> Double {
    let start = first % distance
    var (sum, count) = (0.0, 0.0)
    for index in stride(from: start, to: self.count, by: distance) { (sum, count) = (sum + self[index], count + 1) }
    return count > 0 ? sum / count : 0
  }

  /// The mean of all values; 0 if there is none.
  var mean: Double { mean(from: 0, every: 1) }

  /// The standard deviation of values whose mean is 0.
  var deviation: Double { (reduce(0) { $0 + $1 * $1 } / Double(Swift.max(1, count))).squareRoot() }
}
