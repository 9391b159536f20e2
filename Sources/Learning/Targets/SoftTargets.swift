import Glibc
import StageKit

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

  /// The teacher's soft targets from logarithms of its probabilities, such as a chain's marginals.
  ///
  /// - Parameter tau: The temperature, above 0.
  public static func softened(logProbabilities: TypeRows, tau: Double) -> TypeRows {
    var logits = logProbabilities
    for index in logits.values.indices { logits.values[index] = max(logits.values[index], TypeRows.leastLogarithm) }
    return softened(logits: logits, tau: tau)
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

  /// The mean of the assistants' probabilities by the second, each view's frames repeated: the default teacher's opinion.
  ///
  /// - Parameters:
  ///   - views: What each view says; codewords are not used.
  ///   - seconds: The length of the song.
  /// - Throws: ``StageFailure`` if a view does not fit the song.
  public static func mean(of views: [ViewEvidence], seconds: Int) throws(StageFailure) -> TypeRows {
    var repeated: [TypeRows] = []
    for evidence in views { repeated.append(try evidence.view.repeated(evidence.posteriors, toSeconds: seconds)) }
    return try TypeRows.mean(of: repeated)
  }
}
