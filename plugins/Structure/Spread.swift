/// Where numbers lie: their mean and their standard deviation (of the population).
struct Spread {
  /// The mean; 0 of no numbers.
  let mean: Double
  /// The standard deviation; 0 of no numbers.
  let deviation: Double

  /// The spread of some numbers.
  init(_ values: [Double]) {
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    self.mean = mean
    deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
  }
}
