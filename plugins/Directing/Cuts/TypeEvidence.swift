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

  /// How far a prediction's shares over the song are brought to a maker's: not all the way, as songs differ.
  private static let trust = 0.75
  /// No type's probability is changed by more than this factor for a maker's sake.
  private static let mostChange = 20.0

  /// Evidence from probabilities per type.
  ///
  /// - Parameters:
  ///   - sharpness: The power that probabilities are raised to before they are scaled to 1 again.
  ///   - shares: By type: the shares that a maker's films have of it; all alike if nothing is known of them.
  init(_ prediction: Frames, sharpness: Double, shares: [Double]) throws {
    let width = prediction.format.width
    types = width
    rate = prediction.format.rate
    // Without a row nothing is known.
    let values = prediction.count > 0 ? try prediction.values() : [Float](repeating: 1, count: width)
    count = values.count / width
    let changes = Self.changes(of: values, to: shares)
    var sums = [Double](repeating: 0, count: (count + 1) * width)
    for row in 0..<count {
      let powers = zip(values[row * width..<(row + 1) * width], changes).map { value, change in
        pow(change * (value > 1e-9 ? min(Double(value), 1) : 1e-9), sharpness)
      }
      let total = powers.reduce(0, +)
      for (type, power) in powers.enumerated() {
        sums[(row + 1) * width + type] = sums[row * width + type] + log(max(power / total, Self.floor))
      }
    }
    self.sums = sums
  }

  /// By type: what its probabilities are multiplied by, so that a song's shares come near a maker's.
  private static func changes(of values: [Float], to shares: [Double]) -> [Double] {
    let width = shares.count
    guard let first = shares.first, shares.contains(where: { abs($0 - first) > 1e-9 }) else {
      return shares.map { _ in 1 }
    }
    let means = (0..<width).map { type in
      stride(from: type, to: values.count, by: width).reduce(0.0) { $0 + max(0, Double(values[$1])) }
        / Double(max(1, values.count / width))
    }
    return zip(shares, means).map { share, mean in
      min(max(pow(share / max(mean, 1e-6), trust), 1 / mostChange), mostChange)
    }
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
