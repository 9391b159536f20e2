import Glibc

/// A Markov chain of shot types over the seconds of a song, in logarithms.
///
/// The weight of a sequence is its initial and bigram probabilities, to the power of the language weight, times the
/// emissions of its seconds. Source: hidden Markov models, Rabiner 1989: forward-backward and Viterbi.
public struct ShotChain: Sendable {
  private let types: Int
  private let logInitial: [Double]
  private let logBigram: [Double]

  /// The chain of a language.
  ///
  /// A probability of 0 counts as exp(``TypeRows/leastLogarithm``).
  ///
  /// - Parameter languageWeight: What log probabilities of the language are multiplied by; 0 makes seconds independent.
  public init(_ language: ShotLanguage, languageWeight: Double = 1) {
    types = language.types
    logInitial = language.initial.map { languageWeight * max(log($0), TypeRows.leastLogarithm) }
    logBigram = language.bigram.map { languageWeight * max(log($0), TypeRows.leastLogarithm) }
  }

  /// The log probability of each type in each second, given all emissions (forward-backward).
  ///
  /// - Parameter emissions: Log weight by second and type.
  public func logMarginals(_ emissions: TypeRows) -> TypeRows {
    let count = emissions.count
    guard count > 0 else { return TypeRows(types: types) }
    var forward = emissions.values
    for type in 0..<types { forward[type] += logInitial[type] }
    var terms = [Double](repeating: 0, count: types)
    for second in 1..<count {
      for next in 0..<types {
        for last in 0..<types { terms[last] = forward[(second - 1) * types + last] + logBigram[last * types + next] }
        forward[second * types + next] += Self.logSum(terms[...])
      }
    }
    var backward = [Double](repeating: 0, count: types)
    var marginals = forward
    for second in stride(from: count - 1, through: 0, by: -1) {
      let here = second * types
      for type in 0..<types { marginals[here + type] += backward[type] }
      let total = Self.logSum(marginals[here..<here + types])
      for type in 0..<types { marginals[here + type] -= total }
      let ahead = (0..<types).map { emissions.values[here + $0] + backward[$0] }
      for last in 0..<types {
        for next in 0..<types { terms[next] = logBigram[last * types + next] + ahead[next] }
        backward[last] = Self.logSum(terms[...])
      }
    }
    return TypeRows(types: types, values: marginals)
  }

  /// The sequence with the highest weight (Viterbi); ties go to the first type.
  ///
  /// - Parameter emissions: Log weight by second and type.
  public func bestPath(_ emissions: TypeRows) -> [Int] {
    let count = emissions.count
    guard count > 0 else { return [] }
    var scores = (0..<types).map { logInitial[$0] + emissions.values[$0] }
    var before = [Int](repeating: 0, count: count * types)
    for second in 1..<count {
      let last = scores
      for next in 0..<types {
        let best = TypeRows.best(in: (0..<types).map { last[$0] + logBigram[$0 * types + next] }[...])
        before[second * types + next] = best
        scores[next] = last[best] + logBigram[best * types + next] + emissions.values[second * types + next]
      }
    }
    var path = [Int](repeating: TypeRows.best(in: scores[...]), count: count)
    for second in stride(from: count - 1, to: 0, by: -1) {
      path[second - 1] = before[second * types + path[second]]
    }
    return path
  }

  /// log of the sum of exponentials, with the greatest taken out.
  private static func logSum(_ terms: ArraySlice<Double>) -> Double {
    guard let top = terms.max(), top > -.infinity else { return -.infinity }
    return top + log(terms.reduce(0) { $0 + exp($1 - top) })
  }
}
