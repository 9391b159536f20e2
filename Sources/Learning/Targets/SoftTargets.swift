import Glibc

/// Softened probabilities that a network learns from besides the labels.
public enum SoftTargets {
  /// The teacher's soft targets: softmax(log(o) / tau), with log(o) at least ``TypeRows/leastLogarithm``.
  ///
  /// A probability's logarithm plays the part of the logits. Source: Lin et al., ACM MM 2020, equation (9).
  ///
  /// - Parameters:
  ///   - probabilities: The teacher's, by frame.
  ///   - tau: The temperature, above 0; 1 changes nothing.
  public static func softened(probabilities: TypeRows, tau: Double) -> TypeRows {
    softened(logits: probabilities.logarithms, tau: tau)
  }

  /// A network's softened probabilities: softmax(z / tau). Source: Hinton, Vinyals, Dean 2015.
  ///
  /// - Parameter tau: The temperature, above 0.
  public static func softened(logits: TypeRows, tau: Double) -> TypeRows {
    var softened = logits
    for frame in 0..<logits.count {
      let scaled = logits[frame].map { $0 / tau }
      let top = scaled.max() ?? 0
      let weights = scaled.map { exp($0 - top) }
      let sum = weights.reduce(0, +)
      for (type, weight) in weights.enumerated() { softened.values[frame * logits.types + type] = weight / sum }
    }
    return softened
  }
}
