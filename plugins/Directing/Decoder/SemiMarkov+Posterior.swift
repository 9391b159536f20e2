import Glibc

extension SemiMarkov {
  /// What all paths together say, each counted by its weight.
  struct Posterior {
    /// By stretch between neighbouring boundaries and type: the probability that the type is on screen there.
    let marginals: [Double]
    /// The expected number of shots.
    let shots: Double
  }

  /// Adds up the paths through each segment (the forward-backward algorithm).
  ///
  /// - Parameter sums: What ``forward(bonus:)`` gave.
  func posterior(_ sums: PathSums) -> Posterior {
    let types = lattice.types
    let count = lattice.starts.count
    // Weight of all ways to go on from a boundary, given the state that ended there, and given the state that goes on.
    var after = [Double](repeating: 0, count: count * states)
    var onward = after
    var scales = [Double](repeating: -.infinity, count: count)
    // By boundary and type: the change of the marginal at the boundary; the running sum is the marginal.
    var changes = [Double](repeating: 0, count: count * types)
    // By type, so that no addition waits for the one before.
    var shots = [Double](repeating: 0, count: types)
    for state in 0..<states { after[lattice.end * states + state] = exp(lattice.closing[state % types]) }
    scales[lattice.end] = 0

    for end in stride(from: lattice.end, to: 0, by: -1) {
      let here = end * states
      if end < lattice.end {
        var top = 0.0
        for state in 0..<states {
          let last = state % types
          var sum = 0.0
          for next in 0..<types { sum += steps[state * types + next] * onward[here + last * types + next] }
          after[here + state] = sum
          top = max(top, sum)
        }
        guard top > 0 else { continue }
        for state in 0..<states { after[here + state] /= top }
        scales[end] += log(top)
      }
      for start in lattice.starts[end] where sums.scales[start] > -.infinity {
        let segment = lattice.segment(from: start, to: end)
        let score = tops[segment] + sums.bonus + scales[end]
        let share = exp(sums.scales[start] + score - sums.total)
        let factor = rescale(&onward, at: start, by: &scales[start], to: score)
        let leaving = sums.leaving.span
        let weights = weights.span
        let after = after.span
        var onward = onward.mutableSpan
        var changes = changes.mutableSpan
        var shots = shots.mutableSpan
        // Unchecked, as in the passes beside this one: these loops are nearly all of the decoder's time.
        for last in typesBefore(start) {
          let (before, behind) = (start * states + last * types, here + last * types)
          for type in 0..<types {
            let weight = weights[unchecked: segment &* types &+ type] * after[unchecked: behind &+ type]
            onward[unchecked: before &+ type] += weight * factor
            let probability = leaving[unchecked: before &+ type] * weight * share
            changes[unchecked: start &* types &+ type] += probability
            changes[unchecked: end &* types &+ type] -= probability
            shots[unchecked: type] += probability
          }
        }
      }
    }
    for index in types..<changes.count { changes[index] += changes[index - types] }
    return Posterior(marginals: changes, shots: shots.reduce(0, +))
  }

  /// Makes room at a boundary for weights of a new logarithmic size: the scale is the largest seen so far.
  ///
  /// - Returns: The factor that a weight of the new size takes on the boundary's scale.
  private func rescale(_ onward: inout [Double], at boundary: Int, by scale: inout Double, to size: Double) -> Double {
    guard size > scale else { return exp(size - scale) }
    let factor = exp(scale - size)
    for state in boundary * states..<(boundary + 1) * states { onward[state] *= factor }
    scale = size
    return 1
  }
}
