import Glibc

extension SemiMarkov {
  /// Sums the weights of all paths from the start to each boundary (the forward algorithm).
  ///
  /// - Parameter bonus: Added to the score of every segment.
  /// - Returns: `nil` if no path leads to the end.
  func forward(bonus: Double) -> PathSums? {
    let types = lattice.types
    let count = lattice.starts.count
    guard count > 1 else { return nil }
    var ending = [Double](repeating: 0, count: count * states)
    var leaving = ending
    var scales = [Double](repeating: -.infinity, count: count)
    for type in 0..<types { leaving[lattice.none * types + type] = exp(lattice.opening[type]) }
    scales[0] = 0

    for end in 1..<count {
      var scale = -Double.infinity
      for start in lattice.starts[end] {
        scale = max(scale, scales[start] + tops[lattice.segment(from: start, to: end)])
      }
      guard scale > -.infinity else { continue }
      let here = end * states
      for start in lattice.starts[end] where scales[start] > -.infinity {
        let segment = lattice.segment(from: start, to: end)
        let factor = exp(scales[start] + tops[segment] - scale)
        // Unchecked, as in the passes beside this one: these loops are nearly all of the decoder's time.
        let weights = weights.span
        let before = leaving.span
        var sums = ending.mutableSpan
        for last in typesBefore(start) {
          let (from, to) = (start * states + last * types, here + last * types)
          for type in 0..<types {
            sums[unchecked: to &+ type] +=
              before[unchecked: from &+ type] * weights[unchecked: segment &* types &+ type] * factor
          }
        }
      }
      var top = 0.0
      for state in 0..<states { top = max(top, ending[here + state]) }
      guard top > 0 else { continue }
      scales[end] = scale + bonus + log(top)
      for state in 0..<states {
        let weight = ending[here + state] / top
        ending[here + state] = weight
        let last = state % types
        for next in 0..<types {
          leaving[here + last * types + next] += weight * steps[state * types + next]
        }
      }
    }

    for state in 0..<states { ending[lattice.end * states + state] *= exp(lattice.closing[state % types]) }
    let final = ending[lattice.end * states..<count * states].reduce(0, +)
    guard final > 0 else { return nil }
    return PathSums(
      ending: ending, leaving: leaving, scales: scales, bonus: bonus, total: scales[lattice.end] + log(final))
  }
}

/// The sums over all paths of a semi-Markov model: what the posterior and drawn paths are made from.
///
/// Each boundary's numbers are kept relative to a logarithmic scale of its own, so that no track is too long for them.
struct PathSums {
  /// By boundary and state: the weight of all paths that end here in the state.
  let ending: [Double]
  /// By boundary and state: the weight of all paths to here that go on with the state's second type.
  let leaving: [Double]
  /// By boundary: the logarithm that ``ending`` and ``leaving`` are relative to.
  let scales: [Double]
  /// The bonus that was added to each segment's score.
  let bonus: Double
  /// The logarithm of the weight of all paths.
  let total: Double
}
