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
    var sums = PathSums(
      ending: [Double](repeating: 0, count: count * states), leaving: [Double](repeating: 0, count: count * states),
      scales: [Double](repeating: -.infinity, count: count), bonus: bonus, total: 0)
    for type in 0..<types { sums.leaving[type * types + type] = exp(lattice.opening[type]) }
    sums.scales[0] = 0

    for end in 1..<count {
      var scale = -Double.infinity
      for start in lattice.starts[end] {
        scale = max(scale, sums.scales[start] + tops[lattice.segment(from: start, to: end)])
      }
      guard scale > -.infinity else { continue }
      let here = end * states
      for start in lattice.starts[end] where sums.scales[start] > -.infinity {
        let segment = lattice.segment(from: start, to: end)
        let factor = exp(sums.scales[start] + tops[segment] - scale)
        for last in 0..<types {
          for type in 0..<types {
            let state = last * types + type
            sums.ending[here + state] +=
              sums.leaving[start * states + state] * weights[segment * types + type] * factor
          }
        }
      }
      var top = 0.0
      for state in 0..<states { top = max(top, sums.ending[here + state]) }
      guard top > 0 else { continue }
      sums.scales[end] = scale + bonus + log(top)
      for state in 0..<states {
        let weight = sums.ending[here + state] / top
        sums.ending[here + state] = weight
        let last = state % types
        for next in 0..<types {
          sums.leaving[here + last * types + next] += weight * steps[state * types + next]
        }
      }
    }

    let final = sums.ending[lattice.end * states..<count * states].reduce(0, +)
    guard final > 0 else { return nil }
    sums.total = sums.scales[lattice.end] + log(final)
    return sums
  }
}

/// The sums over all paths of a semi-Markov model: what the posterior and drawn paths are made from.
///
/// Each boundary's numbers are kept relative to a logarithmic scale of its own, so that no track is too long for them.
struct PathSums {
  /// By boundary and state: the weight of all paths that end here in the state.
  var ending: [Double]
  /// By boundary and state: the weight of all paths to here that go on with the state's second type.
  var leaving: [Double]
  /// By boundary: the logarithm that ``ending`` and ``leaving`` are relative to.
  var scales: [Double]
  /// The bonus that was added to each segment's score.
  let bonus: Double
  /// The logarithm of the weight of all paths.
  var total: Double
}
