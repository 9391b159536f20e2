import Glibc

/// From logits to probabilities, sharp or softened by a temperature.
public enum Softmax {
  /// Below this a probability's logarithm counts as this, so that softened targets are never 0.
  private static let lowestLogarithm = -50.0

  /// softmax(logits / temperature) of each row; rows of `classes` numbers.
  ///
  /// - Parameters:
  ///   - logits: Rows of `classes` numbers.
  ///   - classes: Numbers per row, at least 1.
  ///   - temperature: Above 0; the higher, the more alike are the probabilities.
  public static func probabilities(ofLogits logits: [Float], classes: Int, temperature: Double = 1) -> [Float] {
    softened(logits, classes, temperature) { Double($0) }
  }

  /// softmax(max(log probability, -50) / temperature) of each row: a teacher's probabilities as soft targets.
  ///
  /// Source: the ACM MM 2020 paper's softened teacher; the logarithm of a probability plays the logit's part.
  public static func softened(probabilities: [Float], classes: Int, temperature: Double) -> [Float] {
    softened(probabilities, classes, temperature) { max(log(Double($0)), lowestLogarithm) }
  }

  private static func softened(
    _ values: [Float], _ classes: Int, _ temperature: Double, _ logit: (Float) -> Double
  ) -> [Float] {
    var result = [Float](repeating: 0, count: values.count)
    var row = [Double](repeating: 0, count: classes)
    for start in stride(from: 0, to: values.count, by: classes) {
      for index in 0..<classes { row[index] = logit(values[start + index]) / temperature }
      let sum = exponentials(&row)
      for index in 0..<classes { result[start + index] = Float(row[index] / sum) }
    }
    return result
  }

  /// Replaces logits by the exponentials of their differences from the largest; returns the sum.
  static func exponentials(_ row: inout [Double]) -> Double {
    let largest = row.max() ?? 0
    var sum = 0.0
    for index in row.indices {
      row[index] = exp(row[index] - largest)
      sum += row[index]
    }
    return sum
  }
}
