import Glibc
import Shots
import StageKit

/// What a prediction says for each type over any span: means of log-probabilities.
struct TypeEvidence {
  /// Rows per second.
  let rate: Double
  /// How many rows there are, at least 1.
  let count: Int
  /// How many types there are.
  let types: Int

  /// By row and type: the sum of the logarithms of all rows before. Shape (count + 1, types).
  private let sums: [Double]

  /// A network may be sure beyond reason; no second weighs more against a type than this probability.
  private static let floor = 1e-5

  /// Evidence from probabilities per type.
  ///
  /// - Parameter sharpness: The power that probabilities are raised to before they are scaled to 1 again.
  init(_ prediction: Frames, sharpness: Double) throws {
    let width = prediction.format.width
    types = width
    rate = prediction.format.rate
    // Without a row nothing is known.
    let values = prediction.count > 0 ? try prediction.values() : [Float](repeating: 1, count: width)
    count = values.count / width
    var sums = [Double](repeating: 0, count: (count + 1) * width)
    for row in 0..<count {
      let powers = values[row * width..<(row + 1) * width].map { pow($0 > 1e-9 ? min(Double($0), 1) : 1e-9, sharpness) }
      let total = powers.reduce(0, +)
      for (type, power) in powers.enumerated() {
        sums[(row + 1) * width + type] = sums[row * width + type] + log(max(power / total, Self.floor))
      }
    }
    self.sums = sums
  }

  /// The row, with its fraction, at a time in seconds.
  func position(of time: Double) -> Double {
    min(max(0, time * rate), Double(count))
  }

  /// By type: the integral of the logarithms up to a position.
  func integral(to position: Double) -> [Double] {
    let row = min(Int(position), count - 1)
    return (0..<types).map { type in
      let before = sums[row * types + type]
      return before + (position - Double(row)) * (sums[(row + 1) * types + type] - before)
    }
  }

  /// By type: the mean logarithm over a span in seconds.
  func means(from start: Double, to end: Double) -> [Double] {
    let first = min(position(of: start), Double(count) - 1e-6)
    let last = max(position(of: end), first + 1e-6)
    return zip(integral(to: first), integral(to: last)).map { ($1 - $0) / (last - first) }
  }
}
