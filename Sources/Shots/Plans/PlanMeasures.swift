import Glibc

/// What a plan is judged by without labels: `cuts` chooses among its draws by these, and `statistics` measures them of the
/// plans of a corpus. Source: `plugins/Rules.md`.
public enum PlanMeasures {
  /// The most entropy of a plan that has a look, as a part of the most that its types can have: 2.5 of 3 bits with eight.
  public static let mostEntropy = 2.5 / 3

  /// The entropy of the types' shares of the time, in bits: 0 for one type, 3 for eight that share the time alike.
  ///
  /// - Parameter times: How long each type is on screen, in any unit.
  public static func entropy(of times: [Double]) -> Double {
    let total = times.reduce(0, +)
    return times.reduce(0) { $1 > 0 ? $0 - $1 / total * log2($1 / total) : $0 }
  }

  /// Pearson's correlation, from -1 to 1, such as that of sections' levels and the lengths of their shots; `nil` for fewer
  /// than three pairs, or where one of the two is the same in all.
  public static func correlation(of pairs: [(Double, Double)]) -> Double? {
    guard pairs.count > 2 else { return nil }
    let count = Double(pairs.count)
    let means = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
    let shared = pairs.reduce(0) { $0 + ($1.0 - means.0) * ($1.1 - means.1) }
    let squares = pairs.reduce(0) { $0 + pow($1.0 - means.0, 2) } * pairs.reduce(0) { $0 + pow($1.1 - means.1, 2) }
    return squares > 0 ? shared / squares.squareRoot() : nil
  }
}
